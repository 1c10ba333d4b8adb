import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Pictures } from '../../app/formats/annotation-format.ts';
import { openImageFile } from '../../native-models/data/image-file.ts';
import { filesBelow } from './annotation-folder.ts';

const PICTURE = /\.(png|jpe?g|tiff?|webp)$/i;

/** The pictures in a folder and below. @throws {BlemishError} 'input' where there are none */
export async function pictureFolder(folder: string): Promise<Pictures> {
  const paths = (await filesBelow(folder)).filter((file) => PICTURE.test(file));
  if (paths.length === 0) {
    throw new BlemishError('input', {
      subject: folder,
      problem: 'There are no pictures',
      remedy: 'Name the folder of the pictures with --images',
    });
  }
  const sizes = new Map<string, { width: number; height: number }>();
  return {
    paths,
    async sizeOf(picture) {
      const known = sizes.get(picture);
      if (known !== undefined) return known;
      const { header } = await openImageFile(path.join(folder, picture));
      const { width, height } = header.autoOrient;
      sizes.set(picture, { width, height });
      return { width, height };
    },
  };
}

import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Pictures } from '../../app/formats/annotation-format.ts';
import { withoutMasks } from '../../app/formats/png/mask-folders.ts';
import { openImageFile } from '../../native-models/data/image-file.ts';
import { filesBelow } from './annotation-folder.ts';

const PICTURE = /\.(png|jpe?g|tiff?|webp)$/i;

/**
 * The pictures in a folder and below; masks are left out.
 * @param annotations a file or folder of annotations; a mask among the pictures is none
 * @throws {BlemishError} 'input' where there are no pictures
 */
export async function pictureFolder(folder: string, annotations: string): Promise<Pictures> {
  const isPicture = (file: string): boolean =>
    PICTURE.test(file) && path.resolve(folder, file) !== path.resolve(annotations);
  const paths = withoutMasks((await filesBelow(folder)).filter(isPicture));
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

import { BlemishError } from '../../domain/errors.ts';
import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import { encodeValues } from '../../mask/run-length-code.ts';
import { classOf } from '../../mask/run-length-map.ts';
import type { AnnotatedImage, AnnotationFiles, Annotations, Pictures, Report } from '../annotation-format.ts';
import { MaskPictures } from '../mask-picture.ts';
import { decodePng } from '../png/decode-png.ts';
import { readClassTable } from './class-table.ts';
import { labelOfInstanceId } from './instance-ids.ts';
import { cityscapesMasks, pictureStems } from './mask-paths.ts';

export async function readCityscapes(
  files: AnnotationFiles,
  pictures: Pictures,
  report: Report,
): Promise<Annotations> {
  const classes = await readClassTable(files);
  const known = new Set([BACKGROUND, IGNORE, ...classes.map(({ id }) => id)]);
  return {
    classes,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const found = new MaskPictures(pictures, report);
      for (const { stem, path } of cityscapesMasks(files.paths)) {
        const png = await decodePng(await files.read(path), path);
        if (png.channels !== 1 || png.palette !== null) {
          throw wrong(path, 'The mask has colours, where class ids are gray values');
        }
        const labels = encodeValues(png.values, png.width, png.height, (stored) => {
          const value = labelOfInstanceId(stored);
          if (value !== null && known.has(classOf(value))) return value;
          throw wrong(path, `The mask has the value ${stored}, which is of no known class`);
        });
        const picture = await found.require(pictureStems(stem), path, png);
        yield { picture, labels };
      }
    },
  };
}

function wrong(subject: string, problem: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem,
    remedy: 'Export the masks again, and name classes that are not the cities\' in "dataset_meta.json".',
  });
}

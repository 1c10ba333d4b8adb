import { encode } from 'fast-png';
import { classPalette } from '../../domain/class-colours.ts';
import type { Annotations, OutputFile, Report } from '../annotation-format.ts';
import { OutputPaths } from '../output-path.ts';
import { distinctColours } from '../png/distinct-colours.ts';
import { classIds } from '../png/object-mask.ts';
import { palettePng } from '../png/voc-folders.ts';
import { CLASSES_FILE, formatClassTable } from './class-table.ts';
import { instanceIds } from './instance-ids.ts';

/** Writes `_labelIds` (gray), `_instanceIds` (16-bit gray) and `_color` for each picture, and the class list. */
export async function* writeCityscapes(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const { classes } = annotations;
  const colours = distinctColours(classes);
  const palette = classPalette().map((colour, id) => colours.get(id) ?? colour);
  yield { path: CLASSES_FILE, content: formatClassTable(classes, colours) };
  const paths = new OutputPaths();
  for await (const { picture, labels } of annotations.images()) {
    const stem = `gtFine/${paths.stemOf(pictureInCity(picture))}_gtFine`;
    const { width, height } = labels;
    const ids = classIds(labels);
    const instances = instanceIds(labels);
    for (let lost = 0; lost < instances.lostInstances; lost++) {
      report({
        kind: 'lost',
        text: 'Cityscapes numbers 1000 instances of each of the first 64 classes; more are told by component',
        subject: picture,
      });
    }
    yield { path: `${stem}_labelIds.png`, content: encode({ width, height, channels: 1, data: ids }) };
    yield {
      path: `${stem}_instanceIds.png`,
      content: encode({ width, height, channels: 1, depth: 16, data: instances.values }),
    };
    yield { path: `${stem}_color.png`, content: palettePng(ids, labels, palette) };
  }
}

/** "leftImg8bit/train/aachen/a_leftImg8bit.png" gives "train/aachen/a.png". */
function pictureInCity(picture: string): string {
  return picture.replace(/^leftImg8bit\//, '').replace(/_leftImg8bit(?=\.[^./]*$)/, '');
}

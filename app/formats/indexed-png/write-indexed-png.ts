import { classPalette } from '../../domain/class-colours.ts';
import type { Annotations, OutputFile, Report } from '../annotation-format.ts';
import { asOneLine } from '../one-line.ts';
import { OutputPaths } from '../output-path.ts';
import { distinctColours } from '../png/distinct-colours.ts';
import { vocMasks } from '../png/voc-folders.ts';
import { CLASS_NAMES_FILE, formatClassNames } from './class-names.ts';

/** Writes VOC's folders: class masks (255 = ignore), object masks where instances have numbers, and the names. */
export async function* writeIndexedPng(annotations: Annotations, report: Report): AsyncGenerator<OutputFile> {
  const { classes } = annotations;
  const names = new Map(classes.map(({ id, name }) => [id, asOneLine(name, report)]));
  yield { path: CLASS_NAMES_FILE, content: formatClassNames(names) };
  const colours = distinctColours(classes);
  const palettes = {
    classes: classPalette().map((colour, id) => colours.get(id) ?? colour),
    objects: classPalette(),
  };
  const paths = new OutputPaths();
  for await (const image of annotations.images()) {
    yield* vocMasks(image, paths.stemOf(image.picture), palettes, report);
  }
}

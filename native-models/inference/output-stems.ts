import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';

/** What is written beside one another for a picture, told apart by the ends of their names. */
export const OUTPUT_ENDINGS = { labels: '.png', overlay: '.overlay.png', record: '.json' } as const;

/**
 * The name that each picture's outputs share: its own without the ending, with "-2", "-3", ... where another picture
 * has it already, whatever the case of its letters.
 *
 * @throws {BlemishError} 'usage' where an output could replace a picture: `folder` is the folder of one.
 */
export function outputStems(images: readonly string[], folder: string): string[] {
  const inTheWay = images.find((image) => path.resolve(path.dirname(image)) === path.resolve(folder));
  if (inTheWay !== undefined) {
    throw new BlemishError('usage', {
      subject: folder,
      problem: `this folder holds the picture ${path.basename(inTheWay)}, and predictions are written as PNG files too`,
      remedy: 'Choose another folder for the predictions',
    });
  }
  const taken = new Set<string>();
  return images.map((image) => claim(path.parse(image).name, taken));
}

function claim(name: string, taken: Set<string>): string {
  let stem = name;
  for (let count = 2; filesOf(stem).some((file) => taken.has(file)); count++) stem = `${name}-${count}`;
  for (const file of filesOf(stem)) taken.add(file);
  return stem;
}

/** As file systems compare them that ignore case and how accents are composed. */
function filesOf(stem: string): string[] {
  return Object.values(OUTPUT_ENDINGS).map((ending) => (stem + ending).normalize('NFC').toLowerCase());
}

import { classColour, type Rgb } from '../../domain/class-colours.ts';
import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import type { AnnotationClass } from '../annotation-format.ts';
import { packedColour } from './packed-colours.ts';
import { VOC_VOID } from './voc-label-map.ts';

const LAST_CLASS = IGNORE - 1;

/** A colour for each class id: its own, unless another class, the background or the void has that already. */
export function distinctColours(classes: readonly AnnotationClass[]): ReadonlyMap<number, Rgb> {
  const taken = new Set([packedColour(classColour(BACKGROUND)), packedColour(VOC_VOID)]);
  const colours = new Map<number, Rgb>();
  for (const { id, colour } of classes) {
    if (colour === null || taken.has(packedColour(colour))) continue;
    taken.add(packedColour(colour));
    colours.set(id, colour);
  }
  for (const { id } of classes) {
    if (colours.has(id)) continue;
    const colour = firstFree(id, taken);
    taken.add(packedColour(colour));
    colours.set(id, colour);
  }
  return colours;
}

function firstFree(id: number, taken: ReadonlySet<number>): Rgb {
  for (let step = 0; step < LAST_CLASS; step++) {
    const colour = classColour(1 + ((id - 1 + step) % LAST_CLASS));
    if (!taken.has(packedColour(colour))) return colour;
  }
  throw new RangeError('There are more classes than colours');
}

import { BACKGROUND, IGNORE } from '../mask/label-map.ts';

/** Red, green and blue, 0..255. */
export type Rgb = readonly [number, number, number];

/** Colours that people of any colour vision tell apart: M. Okabe and K. Ito, "Color Universal Design", 2008. */
const OKABE_ITO: readonly Rgb[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [0, 114, 178],
  [213, 94, 0],
  [204, 121, 167],
];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** The farthest that a variation leaves its colour: short of black and white, which are background and ignore. */
const FARTHEST = 0.7;

/**
 * The colour of a class id, 0 to 255: background black, ignore white, then seven colours that repeat as tints and
 * shades. All 256 differ.
 */
export function classColour(classId: number): Rgb {
  if (classId === BACKGROUND) return BLACK;
  if (classId === IGNORE) return WHITE;
  const colour = OKABE_ITO[(classId - 1) % OKABE_ITO.length];
  const round = Math.floor((classId - 1) / OKABE_ITO.length);
  const towards = round % 2 === 1 ? WHITE : BLACK;
  return blend(colour, towards, FARTHEST * halving(Math.ceil(round / 2)));
}

/** The palette of an indexed PNG: entry i is the colour of class id i. */
export function classPalette(): Rgb[] {
  return Array.from({ length: IGNORE + 1 }, (_, classId) => classColour(classId));
}

function blend(from: Rgb, to: Rgb, share: number): Rgb {
  const mix = (channel: 0 | 1 | 2): number =>
    Math.round(from[channel] + (to[channel] - from[channel]) * share);
  return [mix(0), mix(1), mix(2)];
}

/** 0, 1/2, 1/4, 3/4, 1/8, ...: each next number as far as can be from those before (van der Corput, 1935). */
function halving(index: number): number {
  let value = 0;
  for (let rest = index, share = 0.5; rest > 0; rest >>= 1, share /= 2) value += (rest & 1) * share;
  return value;
}

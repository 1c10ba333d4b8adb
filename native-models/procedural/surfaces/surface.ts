import type { Random } from '../../random.ts';
import { addScaled, type Field, filled } from '../fields/field.ts';
import type { Light } from '../fields/relief.ts';

/** Draws a square of bare surface, `side` px wide: tones of about 0..1, not yet seen through a camera. */
export type Surface = (side: number, light: Light, source: Random) => Field;

/** An even tone with textures on it, each of about unit deviation and added by its weight. */
export function toned(side: number, tone: number, ...textures: readonly [Field, number][]): Field {
  const field = filled(side, side, tone);
  for (const [texture, weight] of textures) addScaled(field, texture, weight);
  return field;
}

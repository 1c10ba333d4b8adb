import type { Random } from '../../random.ts';
import { addScaled, type Field, filled } from './field.ts';
import { latticeNoise } from './lattice-noise.ts';

/**
 * Noise of many sizes, about unit deviation: bumps from `coarsest` px halving down to `finest` px (at least 1),
 * each octave `persistence` times as strong as the one before.
 */
export function fractalNoise(
  width: number,
  height: number,
  { coarsest, finest, persistence }: { coarsest: number; finest: number; persistence: number },
  source: Random,
): Field {
  const sum = filled(width, height);
  let weight = 1;
  let power = 0;
  for (let cell = coarsest; cell >= Math.min(coarsest, finest); cell /= 2) {
    addScaled(sum, latticeNoise(width, height, cell, cell, source), weight);
    power += weight ** 2;
    weight *= persistence;
  }
  const scale = 1 / Math.sqrt(power);
  for (let i = 0; i < sum.data.length; i++) sum.data[i] *= scale;
  return sum;
}

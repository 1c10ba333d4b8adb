import { logUniform } from '../draws.ts';
import { cells } from '../fields/cells.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { relief } from '../fields/relief.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { standardize } from '../fields/spread.ts';
import { type Surface, toned } from './surface.ts';

/** Leather, or plastic grained like it: domes with creases between. */
export const leather: Surface = (side, light, source) => {
  const { depth } = cells(side, logUniform(5, 26, source), source.between(0.6, 1), source);
  const crease = source.between(0.2, 0.6);
  for (let i = 0; i < depth.data.length; i++) depth.data[i] = smoothStep(0, crease, depth.data[i]);
  return toned(
    side,
    source.between(0.2, 0.65),
    [standardize(relief(depth, light)), logUniform(0.02, 0.08, source)],
    [standardize(depth), source.between(0, 0.05)],
    [latticeNoise(side, side, 1.5, 1.5, source), source.between(0, 0.02)],
  );
};

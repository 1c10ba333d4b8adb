import { anyAngle, eitherSign, logUniform } from '../draws.ts';
import { blob } from '../fields/blob.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { blankStamp, type Defect, placeOnPart } from './defect.ts';

/** A large region where coating, grinding or weave came out different: a diffuse edge, little contrast. */
export const uneven: Defect = (site) => {
  const { side, source } = site;
  const { x, y } = placeOnPart(site);
  const radius = logUniform(side / 20 + 2, side / 3.2, source);
  const angle = anyAngle(source);
  const roundness = source.between(0.2, 1);
  const shape = { x, y, radius, roundness, angle, roughness: source.between(0.1, 0.5), grain: 0.25 };
  const { box, level } = blob(shape, 1.8, side, source);
  const { coverage, change } = blankStamp(box);
  const soft = source.between(0.1, 0.5);
  const tone = source.chance(0.85) ? eitherSign(source) * source.between(0.5, 1) : 0;
  const texture = tone === 0 ? 1 : source.between(0, 0.3);
  const width = Math.max(1, box.width);
  const height = Math.max(1, box.height);
  const cell = logUniform(2, 20, source);
  const stretch = source.chance(0.5) ? logUniform(1, 12, source) : 1;
  const other = source.chance(0.5)
    ? latticeNoise(width, height, cell * stretch, cell, source).data
    : latticeNoise(width, height, cell, cell * stretch, source).data;
  for (let i = 0; i < coverage.length; i++) {
    coverage[i] = 1 - smoothStep(1 - soft, 1 + soft, level[i]);
    change[i] = coverage[i] * (tone + texture * other[i]);
  }
  return [{ box, coverage, change, hides: source.chance(0.5) ? source.between(0.2, 0.9) : 0 }];
};

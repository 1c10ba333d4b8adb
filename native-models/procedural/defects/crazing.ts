import { anyAngle, logUniform } from '../draws.ts';
import { blob } from '../fields/blob.ts';
import { cells } from '../fields/cells.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { ink } from '../fields/stroke.ts';
import { blankStamp, type Defect, placeOnPart } from './defect.ts';

/** A net of fine cracks, as in glaze, paint or dried mud; it thins out towards its border. */
export const crazing: Defect = (site) => {
  const { side, source } = site;
  const { x, y } = placeOnPart(site);
  const radius = logUniform(side / 16 + 3, side / 4, source);
  const shape = {
    x,
    y,
    radius,
    roundness: source.between(0.4, 1),
    angle: anyAngle(source),
    roughness: 0.3,
    grain: 0.3,
  };
  const { box, level } = blob(shape, 1, side, source);
  const { coverage, change } = blankStamp(box);
  const size = Math.max(1, box.width, box.height);
  const pitch = source.between(0.25, 0.6) * radius + 4;
  const { depth } = cells(size, pitch, 1, source);
  const opening = latticeNoise(size, size, 10, 10, source).data;
  const halfWidth = source.between(0.35, 0.9);
  for (let row = 0, i = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, i++) {
      const at = row * size + column;
      const distance = 0.5 * depth.data[at] * pitch;
      const strength =
        (1 - smoothStep(0.6, 1.1, level[i])) * Math.min(1, Math.max(0, 0.75 + 0.4 * opening[at]));
      change[i] = -strength * ink(halfWidth, distance);
      if (strength > 0.25) coverage[i] = Math.max(0, Math.min(1, Math.max(halfWidth, 0.65) + 0.5 - distance));
    }
  return [{ box, coverage, change, hides: 0 }];
};

import { anyAngle, eitherSign, logUniform } from '../draws.ts';
import { blob } from '../fields/blob.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { blankStamp, type Defect, placeOnPart } from './defect.ts';

/** Discolouration with a soft edge: oil, water, rust, heat tint; sometimes with a tide line. */
export const stain: Defect = (site) => {
  const { side, source } = site;
  const { x, y } = placeOnPart(site);
  const radius = logUniform(3, side / 4, source);
  const roundness = source.chance(0.25) ? source.between(0.12, 0.4) : source.between(0.4, 1);
  const shape = {
    x,
    y,
    radius,
    roundness,
    angle: anyAngle(source),
    roughness: source.between(0.05, 0.45),
    grain: 0.12,
  };
  const { box, level } = blob(shape, 1.6, side, source);
  const { coverage, change } = blankStamp(box);
  const soft = Math.max(Math.min(0.45, 0.6 / radius), source.between(0.03, 0.4));
  const tide = source.chance(0.35) ? source.between(0.3, 1) : 0;
  const faint = tide > 0 ? source.between(0.1, 1) : 1;
  const cloudy = source.between(0, 0.35);
  const clouds = latticeNoise(
    Math.max(1, box.width),
    Math.max(1, box.height),
    radius / 3,
    radius / 3,
    source,
  ).data;
  const sign = source.chance(0.65) ? -1 : eitherSign(source);
  for (let i = 0; i < coverage.length; i++) {
    const inside = 1 - smoothStep(1 - soft, 1 + soft, level[i]);
    const line = tide * Math.max(0, 1 - Math.abs(level[i] - 0.92) / 0.14);
    coverage[i] = inside;
    change[i] = sign * inside * Math.min(1.3, Math.max(0.15, faint * (0.85 + cloudy * clouds[i]) + line));
  }
  return [{ box, coverage, change, hides: 0 }];
};

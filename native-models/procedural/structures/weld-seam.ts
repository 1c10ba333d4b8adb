import { layAngle, logUniform } from '../draws.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { layThrough, paintAlong, type Structure } from './structure.ts';

/** A weld: a bead of overlapping scales, its toes in shadow, tarnish beside it. */
export const weldSeam: Structure = (tones, light, source) => {
  const side = tones.width;
  const lay = layThrough(side, layAngle(source), source);
  const halfWidth = logUniform(5, side / 8, source);
  const pitch = halfWidth * source.between(0.25, 0.7);
  const arch = source.between(0.3, 1.2) / halfWidth;
  const ripple = source.between(0.04, 0.16);
  const toe = source.between(0.05, 0.25);
  const tarnish = source.between(-0.15, 0.08);
  const sway = latticeNoise(2 * side, 1, 40, 1, source).data;
  const lit = light.y * lay.cos - light.x * lay.sin;
  paintAlong(tones, lay, (tone, along, across) => {
    const v = across + 0.1 * halfWidth * sway[Math.floor(along + 4 * side) % (2 * side)];
    const inside = Math.abs(v) / halfWidth;
    if (inside > 1)
      return tone - (toe + tarnish) * Math.exp(-4 * (inside - 1)) + tarnish * Math.exp(1 - inside);
    const scales = Math.cos((2 * Math.PI * (along + arch * v * v)) / pitch);
    return tone + ripple * scales - (0.25 * lit * v) / halfWidth - toe * inside ** 6;
  });
};

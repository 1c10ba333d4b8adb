import { layAngle, logUniform } from '../draws.ts';
import { filled } from '../fields/field.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { type Surface, toned } from './surface.ts';

/** Perforated sheet, grilles, knurls, membranes: regular openings, in rows or staggered. */
export const perforated: Surface = (side, _light, source) => {
  const pitch = logUniform(6, 48, source);
  const angle = layAngle(source);
  const staggered = source.chance(0.5);
  const radius = source.between(0.15, 0.42);
  const square = source.chance(0.3);
  const edge = Math.min(0.3, 1.2 / pitch);
  const openings = filled(side, side);
  const cos = Math.cos(angle) / pitch;
  const sin = Math.sin(angle) / pitch;
  for (let y = 0, at = 0; y < side; y++)
    for (let x = 0; x < side; x++, at++) {
      const v = y * cos - x * sin + 512;
      const row = v | 0;
      const u = x * cos + y * sin + 512 + (staggered ? 0.5 * (row & 1) : 0);
      const dx = Math.abs(u - (u | 0) - 0.5);
      const dy = Math.abs(v - row - 0.5);
      const away = square ? Math.max(dx, dy) : Math.sqrt(dx * dx + dy * dy);
      openings.data[at] = 1 - smoothStep(radius - edge, radius + edge, away);
    }
  const tone = source.between(0.3, 0.7);
  return toned(
    side,
    tone,
    [openings, source.chance(0.75) ? -tone * source.between(0.3, 0.95) : source.between(0.05, 0.25)],
    [latticeNoise(side, side, 1.5, 1.5, source), source.between(0.005, 0.04)],
  );
};

import { logUniform } from '../draws.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { lineWeight, type Structure } from './structure.ts';

/** Drilled holes or screw heads: round and sharp, with a chamfer that catches the light. */
export const bore: Structure = (tones, light, source) => {
  const { width: side, data } = tones;
  const radius = logUniform(4, side / 5, source);
  const chamfer = source.between(0.5, 1 + radius / 4);
  const depth = source.between(0.3, 0.95);
  const floor = source.chance(0.8) ? source.between(0, 0.15) : source.between(0.6, 1);
  const rim = source.between(0.05, 0.4);
  const holes = source.integer(1, 3);
  const startX = side * source.uniform();
  const startY = side * source.uniform();
  const stepX = source.between(2.5, 6) * radius;
  for (let hole = 0; hole < holes; hole++) {
    const centreX = startX + hole * stepX;
    for (let y = 0, at = 0; y < side; y++)
      for (let x = 0; x < side; x++, at++) {
        const dx = x - centreX;
        const dy = y - startY;
        const away = Math.sqrt(dx * dx + dy * dy);
        if (away > radius + 2 * chamfer + 1) continue;
        const inside = depth * (1 - smoothStep(radius - 1, radius + 1, away));
        const facing = (dx * light.x + dy * light.y) / (away + 1e-3);
        data[at] += inside * (floor - data[at]);
        data[at] -= rim * facing * lineWeight(chamfer / 2, away - radius - chamfer / 2);
      }
  }
};

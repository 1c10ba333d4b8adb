import { anyAngle, logUniform } from '../draws.ts';
import { blob, type BlobShape } from '../fields/blob.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { blankStamp, type Defect, placeOnPart, type Site, type Stamp } from './defect.ts';

/** A gas bubble cut open: round, dark inside, often with a bright rim. */
export const blowhole: Defect = (site) => {
  const { side, source } = site;
  const middle = placeOnPart(site);
  const radius = logUniform(1.3, Math.max(4, side / 12), source);
  const count = source.chance(0.8) ? 1 : source.integer(2, 4);
  return Array.from({ length: count }, (_, index) =>
    blowholeStamp(
      {
        x: middle.x + (index === 0 ? 0 : 6 * radius * source.normal()),
        y: middle.y + (index === 0 ? 0 : 6 * radius * source.normal()),
        radius: radius * (index === 0 ? 1 : source.between(0.3, 1)),
        roundness: source.between(0.6, 1),
        angle: anyAngle(source),
        roughness: source.between(0, 0.12),
        grain: 0.4,
      },
      site,
    ),
  );
};

function blowholeStamp(shape: BlobShape, { side, light, source }: Site): Stamp {
  const { box, level } = blob(shape, 1.6, side, source);
  const { coverage, change } = blankStamp(box);
  const soft = Math.min(0.5, 0.7 / shape.radius);
  const rimWidth = Math.max(0.15, 1.2 / shape.radius);
  const rim = source.chance(0.6) ? source.between(0.15, 0.8) : 0;
  const floor = source.between(0, 0.9);
  for (let row = 0, i = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, i++) {
      const dx = (box.left + column - shape.x) / shape.radius;
      const dy = (box.top + row - shape.y) / shape.radius;
      const facing = -(dx * light.x + dy * light.y);
      const inside = 1 - smoothStep(1 - soft, 1 + soft, level[i]);
      const onRim = Math.max(0, 1 - Math.abs(level[i] - 1 - rimWidth / 2) / rimWidth) * (1 - inside);
      coverage[i] = inside;
      change[i] = inside * (floor * Math.max(0, facing) - 1) + rim * onRim * (0.6 + 0.4 * facing);
    }
  const deep = source.chance(0.5);
  return {
    box,
    coverage,
    change,
    hides: source.between(0.6, 1),
    ...(deep && { tone: source.between(0, 0.2) }),
  };
}

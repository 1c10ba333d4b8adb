import { anyAngle, logUniform } from '../draws.ts';
import { blob, type BlobShape } from '../fields/blob.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { blankStamp, type Defect, placeOnPart, type Site, type Stamp } from './defect.ts';

/** Corrosion or rolled-out grit: small ragged hollows, alone or in a swarm. */
export const pit: Defect = (site) => {
  const { side, source } = site;
  const middle = placeOnPart(site);
  const largest = logUniform(0.9, Math.max(3, side / 28), source);
  const count = source.chance(0.5) ? 1 : source.integer(2, 14);
  const spread = largest * logUniform(3, 16, source);
  return Array.from({ length: count }, (_, index) =>
    pitStamp(
      {
        x: middle.x + (index === 0 ? 0 : spread * source.normal()),
        y: middle.y + (index === 0 ? 0 : spread * source.normal()),
        radius: index === 0 ? largest : Math.max(0.8, largest * source.between(0.3, 1)),
        roundness: source.between(0.5, 1),
        angle: anyAngle(source),
        roughness: source.between(0.05, 0.3),
        grain: 0.3,
      },
      site,
    ),
  );
};

/** Dark towards the light, its far wall bright. */
function pitStamp(shape: BlobShape, { side, light, source }: Site): Stamp {
  const { box, level } = blob(shape, 1.8, side, source);
  const { coverage, change } = blankStamp(box);
  const soft = Math.min(0.5, 0.7 / shape.radius);
  const wall = source.between(0.2, 0.9);
  for (let row = 0, i = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, i++) {
      const dx = (box.left + column - shape.x) / shape.radius;
      const dy = (box.top + row - shape.y) / shape.radius;
      coverage[i] = 1 - smoothStep(1 - soft, 1 + soft, level[i]);
      const farWall = Math.max(0, -(dx * light.x + dy * light.y)) * smoothStep(0.5, 1, level[i]);
      change[i] = coverage[i] * (2 * wall * farWall - 1);
    }
  const deep = source.chance(0.3);
  return {
    box,
    coverage,
    change,
    hides: source.between(0.2, 0.8),
    ...(deep && { tone: source.between(0, 0.2) }),
  };
}

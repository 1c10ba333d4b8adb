import { anyAngle, eitherSign, logUniform } from '../draws.ts';
import { boxAt } from '../fields/box.ts';
import { blankStamp, type Defect, placeOnPart } from './defect.ts';

/** A dent or bump: no material lost, only the light falls differently, bright on one side and dark on the other. */
export const dent: Defect = (site) => {
  const { side, light, source } = site;
  const { x, y } = placeOnPart(site);
  const radius = logUniform(2, side / 6, source);
  const roundness = logUniform(0.15, 1, source);
  const angle = anyAngle(source);
  const cos = Math.cos(angle) / radius;
  const sin = Math.sin(angle) / radius;
  const inward = eitherSign(source);
  const flatness = source.between(1, 3);
  const depth = source.between(0, 0.5);
  const box = boxAt(x, y, 1.9 * radius + 1, side);
  const { coverage, change } = blankStamp(box);
  const lightAlong = (light.x * cos + light.y * sin) * radius;
  const lightAcross = (light.y * cos - light.x * sin) * radius;
  for (let row = 0, i = 0; row < box.height; row++)
    for (let column = 0; column < box.width; column++, i++) {
      const dx = box.left + column - x;
      const dy = box.top + row - y;
      const along = dx * cos + dy * sin;
      const across = (dy * cos - dx * sin) / roundness;
      const square = along * along + across * across;
      const profile = Math.exp(-(square ** flatness));
      const facing = along * lightAlong + across * lightAcross;
      change[i] = inward * profile * (1.6 * facing * square ** (flatness - 1) - depth);
      coverage[i] = Math.min(1, Math.max(0, 0.5 + 0.5 * (1.3 - Math.sqrt(square)) * radius * roundness));
    }
  return [{ box, coverage, change, hides: 0 }];
};

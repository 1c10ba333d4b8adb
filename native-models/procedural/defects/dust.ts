import { anyAngle, eitherSign, logUniform } from '../draws.ts';
import { drawStrokes, ink } from '../fields/stroke.ts';
import { type Point, wander } from '../fields/wander.ts';
import { blankStamp, type Defect, placeOnPart, type Site, type Stamp } from './defect.ts';

/** Loose specks and fibres: one, or scattered all over. */
export const dust: Defect = (site) => {
  const { side, source } = site;
  const many = source.chance(0.5);
  const count = many ? source.integer(4, 30) : source.integer(1, 3);
  const middle = placeOnPart(site);
  const spread = many ? side * logUniform(0.05, 0.5, source) : 12;
  const size = logUniform(0.8, 2.2, source);
  const sign = eitherSign(source);
  const fibrous = source.between(0, 0.5);
  return Array.from({ length: count }, () => {
    const place = { x: middle.x + spread * source.normal(), y: middle.y + spread * source.normal() };
    return source.chance(fibrous) ? fibre(place, size, sign, site) : speck(place, size, sign, site);
  });
};

function speck({ x, y }: Point, size: number, sign: number, { side, source }: Site): Stamp {
  const halfWidth = size * source.between(0.6, 1.2);
  const angle = anyAngle(source);
  const longer = source.between(0, 1.2) * size;
  const end = { x: x + longer * Math.cos(angle), y: y + longer * Math.sin(angle), halfWidth, strength: 1 };
  return thread([{ x, y, halfWidth, strength: 1 }, end], sign, side);
}

function fibre(start: Point, size: number, sign: number, { side, source }: Site): Stamp {
  const length = size * logUniform(4, 25, source);
  const walk = {
    start,
    heading: anyAngle(source),
    length,
    step: Math.max(1, length / 16),
    curl: (2.5 * source.normal()) / length,
    jitter: 0,
    drift: source.between(0, 0.25),
  };
  const halfWidth = source.between(0.35, 0.8);
  const points = wander(walk, source).map((point) => ({ ...point, halfWidth, strength: 1 }));
  return thread(points, sign, side);
}

function thread(points: Parameters<typeof drawStrokes>[0][number], sign: number, side: number): Stamp {
  const { box, distance, halfWidth } = drawStrokes([points], 1.5, side);
  const { coverage, change } = blankStamp(box);
  for (let i = 0; i < distance.length; i++) {
    if (distance[i] === Infinity) continue;
    coverage[i] = Math.min(1, Math.max(0, Math.max(halfWidth[i], 0.65) + 0.5 - distance[i]));
    change[i] = sign * ink(halfWidth[i], distance[i]);
  }
  return { box, coverage, change, hides: 0.5 };
}

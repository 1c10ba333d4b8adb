import type { Random } from '../../random.ts';
import { anyAngle, eitherSign, logUniform, oneOf } from '../draws.ts';
import { blob } from '../fields/blob.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import type { Point } from '../fields/wander.ts';
import { blankStamp, type Defect, placeOnPart, type Site, type Stamp } from './defect.ts';

/** Something left on the surface: paste, dried drops, splatter, a fingerprint. */
export const residue: Defect = (site) =>
  oneOf([paste, paste, driedDrop, driedDrop, splatter, splatter, fingerprint], site.source)(site);

/** A lump or smear with a texture of its own. */
function paste(site: Site): Stamp[] {
  const { side, source } = site;
  const radius = logUniform(2.5, side / 6, source);
  const sign = eitherSign(source);
  const thickness = source.between(0.1, 0.45);
  const cell = Math.max(1, radius * source.between(0.08, 0.3));
  return [
    deposit(
      site,
      placeOnPart(site),
      radius,
      source.between(0.1, 0.4),
      (level, texture) => {
        const inside = 1 - smoothStep(0.9, 1.1, level);
        return sign * inside * (0.8 + thickness * texture);
      },
      cell,
    ),
  ];
}

/** What a drop leaves when it dries: a ring, little inside. */
function driedDrop(site: Site): Stamp[] {
  const { side, source } = site;
  const radius = logUniform(3, side / 9, source);
  const sign = eitherSign(source);
  const width = Math.max(0.12, 0.9 / radius);
  const inner = source.between(0.1, 0.6);
  return [
    deposit(
      site,
      placeOnPart(site),
      radius,
      source.between(0, 0.08),
      (level) => {
        const ring = Math.max(0, 1 - Math.abs(level - 1 + width) / width);
        return sign * (ring + inner * (1 - smoothStep(0.9, 1, level)) * (1 - ring));
      },
      4,
    ),
  ];
}

/** Droplets thrown over a patch. */
function splatter(site: Site): Stamp[] {
  const { side, source } = site;
  const middle = placeOnPart(site);
  const radius = logUniform(1.2, Math.max(2.5, side / 30), source);
  const sign = eitherSign(source);
  const count = source.integer(3, 14);
  return Array.from({ length: count }, () => {
    const place = {
      x: middle.x + 7 * radius * source.normal(),
      y: middle.y + 7 * radius * source.normal(),
    };
    const size = radius * logUniform(0.5, 2, source);
    const soft = Math.min(0.4, 0.6 / size);
    return deposit(site, place, size, 0.05, (level) => sign * (1 - smoothStep(1 - soft, 1 + soft, level)), 4);
  });
}

/** Ridges of a finger, in an oval. */
function fingerprint(site: Site): Stamp[] {
  const { side, source } = site;
  const radius = source.between(side / 14, side / 6) + 5;
  const pitch = Math.max(2.4, radius * source.between(0.09, 0.14));
  const sign = eitherSign(source);
  const swirl = source.between(0.6, 1.6);
  return [
    deposit(
      site,
      placeOnPart(site),
      radius,
      0.12,
      (level, texture) => {
        const ridge = 0.5 + 0.5 * Math.sin((2 * Math.PI * level * radius) / pitch + swirl * texture);
        return sign * (1 - smoothStep(0.8, 1.1, level)) * (0.15 + 0.85 * ridge);
      },
      radius / 3,
    ),
  ];
}

/** An irregular patch toned by a function of the level (1 on the outline) and of a noise with bumps of `cell` px. */
function deposit(
  site: Site,
  { x, y }: Point,
  radius: number,
  roughness: number,
  tone: (level: number, texture: number) => number,
  cell: number,
): Stamp {
  const { side, source } = site;
  const shape = {
    x,
    y,
    radius,
    roundness: source.between(0.45, 1),
    angle: anyAngle(source),
    roughness,
    grain: 0.2,
  };
  const { box, level } = blob(shape, 1.3, side, source);
  const { coverage, change } = blankStamp(box);
  const texture = textureOver(box.width, box.height, cell, source);
  for (let i = 0; i < level.length; i++) {
    coverage[i] = Math.min(1, Math.max(0, 0.5 + (1 - level[i]) * radius));
    change[i] = tone(level[i], texture[i]);
  }
  return { box, coverage, change, hides: source.between(0, 0.7) };
}

function textureOver(width: number, height: number, cell: number, source: Random): Float32Array {
  return latticeNoise(Math.max(1, width), Math.max(1, height), cell, cell, source).data;
}

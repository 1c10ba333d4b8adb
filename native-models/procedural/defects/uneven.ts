import type { Random } from '../../random.ts';
import { anyAngle, eitherSign, logUniform } from '../draws.ts';
import { type Blob, blob } from '../fields/blob.ts';
import { front } from '../fields/front.ts';
import { latticeNoise } from '../fields/lattice-noise.ts';
import { smoothStep } from '../fields/smooth-step.ts';
import { blankStamp, type Defect, placeOnPart, type Site } from './defect.ts';

/** A large region where coating, grinding or weave came out different in tone, in texture or in both. */
export const uneven: Defect = (site) => {
  const { source } = site;
  const { box, level } = region(site);
  const { coverage, change } = blankStamp(box);
  const soft = source.between(0.03, 0.5);
  const tone = source.chance(0.8) ? eitherSign(source) * source.between(0.5, 1) : 0;
  const texture = tone === 0 ? 1 : source.between(0, 0.4);
  const other = grain(Math.max(1, box.width), Math.max(1, box.height), source);
  for (let i = 0; i < coverage.length; i++) {
    coverage[i] = 1 - smoothStep(1 - soft, 1 + soft, level[i]);
    change[i] = coverage[i] * (tone + texture * other[i]);
  }
  return [{ box, coverage, change, hides: hiding(source) }];
};

/** A patch, up to two thirds of the picture, or all on one side of a line. */
function region(site: Site): Blob {
  const { side, source } = site;
  if (source.chance(0.25)) return front(source.between(0.02, 0.3), side, source);
  const { x, y } = placeOnPart(site);
  const shape = {
    x,
    y,
    radius: source.chance(0.5)
      ? logUniform(side / 20 + 2, side / 4, source)
      : source.between(side / 6, side / 2.5),
    roundness: source.between(0.2, 1),
    angle: anyAngle(source),
    roughness: source.between(0.05, 0.5),
    grain: 0.25,
  };
  return blob(shape, 1.8, side, source);
}

/** A texture of its own, in lines as often as in spots. */
function grain(width: number, height: number, source: Random): Float32Array {
  const cell = logUniform(2, 20, source);
  const stretched = source.chance(0.5) ? cell * logUniform(1, 12, source) : cell;
  const [along, across] = source.chance(0.5) ? [stretched, cell] : [cell, stretched];
  return latticeNoise(width, height, along, across, source).data;
}

/** Smoother than the surface around it, rougher, or neither. */
function hiding(source: Random): number {
  if (source.chance(0.4)) return 0;
  return source.chance(0.5) ? source.between(0.2, 0.9) : source.between(-1.5, -0.3);
}

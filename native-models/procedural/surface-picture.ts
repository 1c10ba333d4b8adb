import type { LabelMap } from '../../app/mask/label-map.ts';
import type { Raster } from '../data/raster.ts';
import { random } from '../random.ts';
import { drawExposure } from './capture/exposure.ts';
import { camera } from './capture/take-picture.ts';
import { drawDefects } from './draw-defects.ts';
import type { Field } from './fields/field.ts';
import { type DefectRecord, recordDefects } from './record-defects.ts';
import { drawScene } from './scene.ts';

export interface SurfacePicture {
  /** One channel, values 0..1. */
  readonly raster: Raster;
  /** Class ids by kind of defect (defect-kinds.ts); nothing is ignored. */
  readonly labels: LabelMap;
  /** Per pixel 0, or the index in `defects` plus 1 of the defect it belongs to. */
  readonly instances: Uint16Array;
  /** One for each defect that can be seen. */
  readonly defects: readonly DefectRecord[];
}

/**
 * One picture of the endless stream, `side` px wide and high: the same (seed, index, side) gives the same picture,
 * in whatever order they are asked for.
 */
export function surfacePicture(seed: number, index: number, side: number): SurfacePicture {
  const { raster, labels, instances, defects } = pictureWithReference(seed, index, side);
  return { raster, labels, instances, defects };
}

/** The picture, and how the same surface would look without its defects. */
export function pictureWithReference(
  seed: number,
  index: number,
  side: number,
): SurfacePicture & { readonly flawless: Raster } {
  const scene = drawScene(side, random(seed, index, SCENE));
  const exposure = drawExposure(random(seed, index, EXPOSURE));
  const damage = drawDefects(scene, exposure.noise / exposure.gain, random(seed, index, DEFECTS));
  const take = camera(side, exposure, random(seed, index, NOISE));
  const flawless = take(scene.tones);
  const damaged = damage.kinds.length === 0 ? flawless : take(damage.tones);
  return {
    raster: rasterOf(damaged),
    ...recordDefects(flawless, damaged, damage),
    flawless: rasterOf(flawless),
  };
}

/** Each stage has a stream of random numbers of its own, so that a change to one leaves the others as they were. */
const SCENE = 0;
const DEFECTS = 1;
const EXPOSURE = 2;
const NOISE = 3;

function rasterOf({ width, height, data }: Field): Raster {
  return { width, height, channels: 1, data };
}

import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { permutation, type Random } from '../random.ts';
import type { DatasetItem } from './dataset.ts';

/**
 * Which pictures an epoch shows, in which order, as indices into the items. Balanced: every class, and "free of
 * defects", is drawn equally often, however rare its pictures are.
 */
export function epochOrder(
  items: readonly DatasetItem[],
  count: number,
  balanced: boolean,
  random: Random,
): number[] {
  const pools = balanced ? poolsByClass(items) : [items.map((_, index) => index)];
  const queues = pools.map(() => [] as number[]);
  const next = (pool: number): number => {
    if (queues[pool].length === 0) {
      queues[pool] = permutation(pools[pool].length, random).map((position) => pools[pool][position]);
    }
    return queues[pool].pop() ?? 0;
  };
  const order = Array.from({ length: count }, (_, index) => next(index % pools.length));
  return permutation(count, random).map((position) => order[position]);
}

function poolsByClass(items: readonly DatasetItem[]): number[][] {
  const pools = new Map<number, number[]>();
  for (const [index, item] of items.entries()) {
    const defects = item.classPixels.flatMap((pixels, classId) =>
      classId > 0 && pixels > 0 ? [classId] : [],
    );
    for (const classId of defects.length === 0 ? [0] : defects) {
      const pool = pools.get(classId);
      if (pool === undefined) pools.set(classId, [index]);
      else pool.push(index);
    }
  }
  return [...pools.entries()].sort(([a], [b]) => a - b).map(([, pool]) => pool);
}

/** A rectangle of a picture, px. */
export interface Crop {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What of a picture a training step sees. */
export interface Window {
  readonly crop: Crop;
  /** Side of the square that the crop is padded to before it is resized, px; null where it is resized as it is. */
  readonly paddedTo: number | null;
}

export type CropSettings = Pick<TrainingSettings['data'], 'scale_mode' | 'image_size' | 'sampling'>;

/**
 * The part of a picture that a step sees. "resize": the whole picture or, with the given probability, a window
 * of a share of its sides, near a defect if there is one. "tiles": a square of about the network's size at native
 * resolution. `defectPixels` are row-major indices of labelled pixels.
 */
export function chooseWindow(
  width: number,
  height: number,
  defectPixels: ArrayLike<number>,
  settings: CropSettings,
  random: Random,
): Window {
  const { scale_mode, image_size, sampling } = settings;
  const zoomed = random.chance(sampling.defect_crop_probability);
  const tiles = scale_mode === 'tiles';
  const scale = random.between(...(tiles ? sampling.tile_scale : sampling.crop_scale));
  if (!tiles && !zoomed) return { crop: { x: 0, y: 0, width, height }, paddedTo: null };
  const side = Math.max(1, Math.round(image_size * scale));
  const cropWidth = tiles ? Math.min(side, width) : Math.max(1, Math.round(width * scale));
  const cropHeight = tiles ? Math.min(side, height) : Math.max(1, Math.round(height * scale));
  const [centreX, centreY] =
    zoomed && defectPixels.length > 0
      ? nearDefect(defectPixels, width, cropWidth, cropHeight, random)
      : [random.uniform() * width, random.uniform() * height];
  const crop = {
    x: Math.round(Math.min(Math.max(centreX - cropWidth / 2, 0), width - cropWidth)),
    y: Math.round(Math.min(Math.max(centreY - cropHeight / 2, 0), height - cropHeight)),
    width: cropWidth,
    height: cropHeight,
  };
  return { crop, paddedTo: tiles ? side : null };
}

/** Some labelled pixel, moved by up to a third of the window so that defects do not all lie in the middle. */
function nearDefect(
  defectPixels: ArrayLike<number>,
  width: number,
  cropWidth: number,
  cropHeight: number,
  random: Random,
): [number, number] {
  const pixel = defectPixels[random.integer(0, defectPixels.length - 1)];
  return [
    (pixel % width) + random.between(-1, 1) * (cropWidth / 3),
    Math.floor(pixel / width) + random.between(-1, 1) * (cropHeight / 3),
  ];
}

import { IGNORE, type LabelMap } from '../../app/mask/label-map.ts';
import { withIgnoreBand } from '../../app/mask/ignore-band.ts';
import { random } from '../random.ts';
import { augment } from './augmentation/augment.ts';
import type { BatchSource } from './batch.ts';
import { cropLabelMap, cropRaster } from './crop.ts';
import { decodeImage } from './decode-image.ts';
import { readLabelMap, type DatasetItem } from './dataset.ts';
import { toRaster, type InputMapping } from './input-mapping.ts';
import type { Cv } from './opencv.ts';
import { padLabelMap, padRaster } from './padding.ts';
import type { Raster } from './raster.ts';
import { resizeLabelMap, resizeRaster } from './resize.ts';
import { chooseWindow } from './sampler.ts';

/** A picture with its labels at native resolution. */
export interface LabelledPicture {
  readonly raster: Raster;
  readonly labels: LabelMap;
  /** Row-major indices of the pixels that show a defect. */
  readonly defectPixels: Uint32Array;
}

/** What an item's random numbers decide, apart so that one decision never shifts another. */
const CROP = 0;
const AUGMENTATION = 1;

export async function readLabelledPicture(
  item: DatasetItem,
  mapping: InputMapping,
  ignoreBandPx: number,
): Promise<LabelledPicture> {
  const image = await decodeImage(item.imagePath);
  const labels = withIgnoreBand(await readLabelMap(item), ignoreBandPx);
  return { raster: toRaster(image, mapping), labels, defectPixels: defectPixelsOf(labels) };
}

/** The picture as one training step sees it: cropped, resized, augmented; image_size on both sides. */
export async function trainingExample(
  { raster, labels, defectPixels }: LabelledPicture,
  { settings, seed }: Pick<BatchSource, 'settings' | 'seed'>,
  epoch: number,
  slot: number,
  cv: Cv,
): Promise<{ raster: Raster; labels: LabelMap }> {
  const { crop, paddedTo } = chooseWindow(
    raster.width,
    raster.height,
    defectPixels,
    settings,
    random(seed, epoch, slot, CROP),
  );
  const side = settings.image_size;
  const cut = { raster: cropRaster(raster, crop), labels: cropLabelMap(labels, crop) };
  const square =
    paddedTo === null
      ? cut
      : { raster: padRaster(cut.raster, paddedTo), labels: padLabelMap(cut.labels, paddedTo) };
  const sized = {
    raster: await resizeRaster(square.raster, side, side),
    labels: resizeLabelMap(square.labels, side, side),
  };
  return augment(sized, settings.augmentation, [seed, epoch, slot, AUGMENTATION], cv);
}

function defectPixelsOf({ data }: LabelMap): Uint32Array {
  const isDefect = (id: number): boolean => id !== 0 && id !== IGNORE;
  let count = 0;
  for (const id of data) if (isDefect(id)) count++;
  const pixels = new Uint32Array(count);
  let next = 0;
  for (let pixel = 0; pixel < data.length; pixel++) if (isDefect(data[pixel])) pixels[next++] = pixel;
  return pixels;
}

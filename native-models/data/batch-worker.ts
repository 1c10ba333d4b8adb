import { workerData } from 'node:worker_threads';
import type { Batch, BatchJob, BatchSource } from './batch.ts';
import { readLabelledPicture, trainingExample } from './example.ts';
import { normalizeInto } from './input-mapping.ts';
import { loadOpenCv } from './opencv.ts';
import { PictureCache } from './picture-cache.ts';
import { serveBatches } from './serve-batches.ts';

const CACHE_BYTES = 512 * 2 ** 20;

const source = workerData as BatchSource;
const cache = new PictureCache(CACHE_BYTES);
serveBatches(makeBatch);

async function makeBatch({ epoch, firstSlot, items }: BatchJob): Promise<Batch> {
  const cv = await loadOpenCv();
  const { mapping, settings } = source;
  const plane = settings.image_size ** 2;
  const pictures = new Float32Array(items.length * mapping.channels * plane);
  const labels = new Int32Array(items.length * plane);
  for (const [position, index] of items.entries()) {
    const item = source.items[index];
    const picture = await cache.get(index, () => readLabelledPicture(item, mapping, settings.ignore_band_px));
    const example = await trainingExample(picture, source, epoch, firstSlot + position, cv);
    normalizeInto(example.raster, mapping, pictures, position * mapping.channels * plane);
    labels.set(example.labels.data, position * plane);
  }
  return { pictures, labels };
}

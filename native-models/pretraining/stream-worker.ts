import { workerData } from 'node:worker_threads';
import type { Batch } from '../data/batch.ts';
import { normalizeInto } from '../data/input-mapping.ts';
import { serveBatches } from '../data/serve-batches.ts';
import { surfacePicture } from '../procedural/surface-picture.ts';
import type { Stream, StreamJob } from './stream.ts';

const { seed, side, mapping } = workerData as Stream;
serveBatches(makeBatch);

function makeBatch({ first, count }: StreamJob): Promise<Batch> {
  const plane = side * side;
  const pictures = new Float32Array(count * plane);
  const labels = new Int32Array(count * plane);
  for (let position = 0; position < count; position++) {
    const picture = surfacePicture(seed, first + position, side);
    normalizeInto(picture.raster, mapping, pictures, position * plane);
    labels.set(picture.labels.data, position * plane);
  }
  return Promise.resolve({ pictures, labels });
}

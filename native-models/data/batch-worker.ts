import { parentPort, workerData } from 'node:worker_threads';
import { BlemishError } from '../../app/domain/errors.ts';
import type { Batch, BatchReply, BatchRequest, BatchSource, Failure } from './batch.ts';
import { readLabelledPicture, trainingExample } from './example.ts';
import { normalizeInto } from './input-mapping.ts';
import { loadOpenCv } from './opencv.ts';
import { PictureCache } from './picture-cache.ts';

const CACHE_BYTES = 512 * 2 ** 20;

const source = workerData as BatchSource;
const cache = new PictureCache(CACHE_BYTES);
const port = parentPort;
if (port === null) throw new Error('batch-worker.ts runs as a worker thread');

let queue = Promise.resolve();
port.on('message', (request: BatchRequest) => {
  queue = queue.then(() => answer(request));
});

async function answer(request: BatchRequest): Promise<void> {
  const reply = await makeBatch(request).then(
    (batch): BatchReply => ({ id: request.id, batch }),
    (error: unknown): BatchReply => ({ id: request.id, failure: failureOf(error) }),
  );
  const buffers = 'batch' in reply ? [reply.batch.pictures.buffer, reply.batch.labels.buffer] : [];
  port?.postMessage(reply, buffers as ArrayBuffer[]);
}

async function makeBatch({ epoch, firstSlot, items }: BatchRequest): Promise<Batch> {
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

function failureOf(error: unknown): Failure {
  if (error instanceof BlemishError) {
    const { kind, subject, problem, remedy } = error;
    return { kind, problem, remedy, ...(subject === undefined ? {} : { subject }) };
  }
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'internal', problem, remedy: 'Please report this' };
}

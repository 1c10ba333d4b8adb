import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parentPort } from 'node:worker_threads';
import sharp from 'sharp';
import { BlemishError } from '../../app/domain/errors.ts';
import { decodeImageFile } from '../../native-models/data/decode-image.ts';
import { type ImageFile, unreadable } from '../../native-models/data/image-file.ts';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';
import { END, type ImageFailure, type ImageJob, type WorkerReply, type WorkerRequest } from './image-job.ts';
import { makeThumbnail } from './make-thumbnail.ts';
import { ChangedImage, openUnchanged, requireFile } from './open-unchanged.ts';
import { scanImage } from './scan-image.ts';
import { tileFilePieces } from './tile-file.ts';

/** Decoded bytes above which a picture is decoded alone: 4096 x 4096 RGB of 8 bit. */
const LARGE_BYTES = 3 * 2 ** 24;

// The threads of the pool are the parallelism; more within each would only contend.
sharp.concurrency(1);

const port = parentPort;
if (port === null) throw new Error('images are read in worker threads');
let queue = Promise.resolve();
port.on('message', (message: WorkerRequest | typeof END) => {
  queue = queue.then(async () => {
    if (message === END) port.close();
    else port.postMessage(await answer(message));
  });
});

async function answer({ job, mayBeLarge }: WorkerRequest): Promise<WorkerReply> {
  try {
    if (job.kind === 'hash') return { ok: true, value: await hashOf(job.path) };
    const file = await openUnchanged(job.path, job.kind === 'scan' ? undefined : job.hash);
    if (!mayBeLarge && isLarge(file)) return { large: true };
    switch (job.kind) {
      case 'scan':
        return { ok: true, value: await scanImage(file) };
      case 'thumbnail':
        return { ok: true, value: await write(job.target, await makeThumbnail(file)) };
      case 'tiles':
        return { ok: true, value: await write(job.target, tileFilePieces(await decodeImageFile(file))) };
    }
  } catch (error) {
    return { ok: false, failure: failureOf(job, error) };
  }
}

function isLarge({ header }: ImageFile): boolean {
  const bytesPerValue = header.depth === 'uchar' ? 1 : 2;
  return header.width * header.height * header.channels * bytesPerValue > LARGE_BYTES;
}

async function hashOf(file: string): Promise<string> {
  await requireFile(file);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 2 ** 20 }), hash).catch((cause: unknown) => {
    throw unreadable(file, 'cannot be read', 'Check that it is there and that you may read it', cause);
  });
  return hash.digest('hex');
}

/** @returns bytes written */
async function write(target: string, contents: Uint8Array | AsyncIterable<Uint8Array>): Promise<number> {
  // Where this fails, writing says why in words.
  await mkdir(dirname(target), { recursive: true }).catch(() => undefined);
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of contents instanceof Uint8Array ? [contents] : contents) {
      bytes += piece.length;
      yield piece;
    }
  }
  await writeFileAtomically(target, counted());
  return bytes;
}

function failureOf(job: ImageJob, error: unknown): ImageFailure {
  const { path } = job;
  if (error instanceof ChangedImage) {
    return {
      path,
      code: 'changed',
      problem: error.message,
      remedy: 'Import it again, or put the old file back',
    };
  }
  if (error instanceof BlemishError) {
    const { problem, remedy, subject } = error;
    if ('target' in job && subject === job.target)
      return { path: subject, code: 'unwritten', problem, remedy };
    return { path, code: 'unusable', problem, remedy };
  }
  const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { path, code: 'internal', problem, remedy: 'Please report this' };
}

import type { ImagePool } from './image-pool.ts';
import type { Outcome } from './image-job.ts';
import type { ImageFacts } from './scan-image.ts';

export interface ScannedImage {
  readonly path: string;
  readonly outcome: Outcome<ImageFacts>;
}

/** Files given to each thread ahead, so that none waits for the reader of the results. */
const AHEAD = 4;

/** Reads and hashes image files, several at a time, and tells of each in the order given. Stops where `signal` says. */
export async function* scanImages(
  paths: Iterable<string>,
  pool: ImagePool,
  signal?: AbortSignal,
): AsyncGenerator<ScannedImage> {
  const ahead: Promise<ScannedImage>[] = [];
  for (const path of paths) {
    if (signal?.aborted === true) return;
    ahead.push(pool.run({ kind: 'scan', path }).then((outcome) => ({ path, outcome })));
    if (ahead.length === AHEAD * pool.threads) yield (await ahead.shift())!;
  }
  while (ahead.length > 0 && signal?.aborted !== true) yield (await ahead.shift())!;
}

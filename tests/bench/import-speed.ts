import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type RecordableHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { encode } from 'fast-png';
import { Host } from '../../main/host/host.ts';
import { nodeHost } from '../../main/jobs/node-host.ts';
import { type ImportRequest, importIntoProject } from '../../main/services/project/import-into-project.ts';
import { random } from '../../native-models/random.ts';

/** px */
const SIDE = 64;
/** Of the histogram, ms. */
const RESOLUTION = 1;

export interface ImportSpeed {
  readonly imagesPerSecond: number;
  /** How long the host's event loop stood still at most, and 99 of 100 times at most, ms. */
  readonly blockMs: number;
  readonly blockP99Ms: number;
}

/** Imports small pictures, used where they are, into a new project that a host has open: hashes and all. */
export async function importSpeed(count: number): Promise<ImportSpeed> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-bench-import-'));
  const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const host = await Host.start({
    ...{ log: quiet, workers: nodeHost, moreHandlers: [], systemUser: 'bench', version: '0' },
    userFolder: path.join(folder, 'user'),
  });
  try {
    const pictures = path.join(folder, 'pictures');
    await writePictures(pictures, count);
    const { store } = await host.create(path.join(folder, 'project'), []);
    const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
    delay.enable();
    const start = performance.now();
    const { images } = await importIntoProject(store, { ...PLAIN, images: pictures });
    const seconds = (performance.now() - start) / 1000;
    delay.disable();
    if (images?.added !== count) throw new Error(`${String(images?.added)} of ${count} images were imported`);
    return { imagesPerSecond: count / seconds, ...blocks(delay) };
  } finally {
    await host.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Images alone, of which nothing is said. */
const PLAIN: Omit<ImportRequest, 'images'> = {
  ...{
    patterns: null,
    annotations: null,
    format: 'auto' as const,
    classesFile: null,
    splitFile: null,
    pattern: null,
  },
  ...{ table: null, scale: null, copy: false, mode: 'merge' as const, dryRun: false, user: 'bench' },
  ...{ signal: new AbortController().signal, onPreview: () => undefined, onProgress: () => undefined },
};

/** Gray noise, no two alike, a hundred a folder. */
async function writePictures(folder: string, count: number): Promise<void> {
  const source = random(1);
  for (let index = 0; index < count; index++) {
    const part = path.join(folder, `lot ${String(Math.floor(index / 100))}`);
    if (index % 100 === 0) await mkdir(part, { recursive: true });
    const data = Uint8Array.from({ length: SIDE * SIDE }, () => source.integer(0, 255));
    const bytes = encode({ width: SIDE, height: SIDE, data, channels: 1, depth: 8 });
    await writeFile(path.join(part, `${String(index)}.png`), bytes);
  }
}

function blocks(
  delay: Pick<RecordableHistogram, 'max' | 'percentile'>,
): Pick<ImportSpeed, 'blockMs' | 'blockP99Ms'> {
  const still = (ns: number): number => Math.max(0, ns / 1e6 - RESOLUTION);
  return { blockMs: still(delay.max), blockP99Ms: still(delay.percentile(99)) };
}

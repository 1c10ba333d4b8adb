import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { IMAGE_ORDERS, type ImageFilter, type ImageOrder } from '../../../app/domain/image-query.ts';
import { createProject } from '../../../main/store/create-project.ts';
import { type OpenOptions, openProject } from '../../../main/store/open-project.ts';
import type { ProjectStore } from '../../../main/store/project-store.ts';
import { type FiguresResult, figuresResult } from '../bench-result.ts';
import { importSpeed } from '../import-speed.ts';
import { type Measured, measureInTurns } from '../in-turns.ts';
import { listingBlock } from '../listing-block.ts';
import { fillProject } from '../store-project.ts';

const IMAGES = 100_000;
const LABELLED = 20_000;
const IMPORTED = 10_000;
const OPTIONS: OpenOptions = { user: 'bench', log: { info: () => undefined, warn: () => undefined } };

/** What is not a time. */
interface Sizes {
  readonly file_mb: number;
  readonly import_images_per_second: number;
}

/**
 * Opening a large project, and the slowest of the lists that people look at, by its median; how long the host's event
 * loop stands still while 10,000 images are listed; and the same, and how fast, while 10,000 are imported.
 */
export async function bench(): Promise<FiguresResult & Sizes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-bench-'));
  try {
    const made = await createProject(path.join(folder, 'large'), OPTIONS);
    const splitId = fillProject(made, IMAGES, LABELLED);
    await made.close();
    const { size } = await stat(made.place.file);
    const open = await measureInTurns(() => timedOpening(made.place.file), null, 5, 1);
    const store = await openProject(made.place.file, OPTIONS);
    const pages = [];
    for (const list of lists(splitId)) {
      pages.push(await measureInTurns(() => Promise.resolve(timedPage(store, list)), null, 9, 1));
    }
    await store.close();
    const listing_block = await measureInTurns(() => listingBlock(made.place.file), null, 5, 1);
    const page = { ours_ms: Math.max(...pages.map(({ ours_ms }) => ours_ms)), reference_ms: null };
    const { imagesPerSecond, blockMs, blockP99Ms } = await importSpeed(IMPORTED);
    const once = (ours_ms: number): Measured => ({ ours_ms, reference_ms: null });
    const import_block = once(blockMs);
    const import_block_p99 = once(blockP99Ms);
    return {
      ...figuresResult('store', { open, page, listing_block, import_block, import_block_p99 }, 'none'),
      file_mb: size / 1e6,
      import_images_per_second: imagesPerSecond,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface List {
  readonly filter: ImageFilter;
  readonly by: ImageOrder['by'];
  readonly offset: number;
}

/** Each filter in each order, at both ends of the list: nothing that a person may ask for is left out. */
function lists(splitId: string): List[] {
  const filters: ImageFilter[] = [
    {},
    { states: ['labelled'] },
    { states: ['unlabelled'], lot: 'lot 7' },
    { states: ['reviewed'] },
    { classIds: [3], subset: { splitId, subset: 'test' } },
    { subset: { splitId, subset: 'val' } },
    { subset: { splitId, subset: null } },
    { largestLengthPx: { from: 100 }, tags: ['odd'] },
    { largestLengthPx: { from: 1e6 } },
    { view: 'view 3' },
    { labelsChangedAt: { from: 1 } },
    { tags: ['odd'] },
    { text: 'part-24' },
    { text: 'part-24999_99997' },
    { text: 'nowhere' },
    { assignedTo: 'Carl' },
  ];
  return filters.flatMap((filter) =>
    IMAGE_ORDERS.flatMap((by) => [0, IMAGES - 200].map((offset) => ({ filter, by, offset }))),
  );
}

async function timedOpening(file: string): Promise<number> {
  const start = performance.now();
  const store = await openProject(file, OPTIONS);
  const ms = performance.now() - start;
  await store.close();
  return ms;
}

function timedPage(store: ProjectStore, { filter, by, offset }: List): number {
  const start = performance.now();
  store.imageList.page({ filter, order: { by, descending: true }, offset, limit: 200 });
  return performance.now() - start;
}

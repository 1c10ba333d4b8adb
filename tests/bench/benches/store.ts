import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImageFilter, ImageOrder } from '../../../app/domain/image-query.ts';
import { createProject } from '../../../main/store/create-project.ts';
import { type OpenOptions, openProject } from '../../../main/store/open-project.ts';
import type { ProjectStore } from '../../../main/store/project-store.ts';
import { type FiguresResult, figuresResult } from '../bench-result.ts';
import { measureInTurns } from '../in-turns.ts';
import { listingBlock } from '../listing-block.ts';
import { fillProject } from '../store-project.ts';

const IMAGES = 100_000;
const LABELLED = 20_000;
const OPTIONS: OpenOptions = { user: 'bench', log: { info: () => undefined, warn: () => undefined } };

/**
 * Opening a large project, and the slowest of the lists that people look at, by its median;
 * and how long the host's event loop stands still while 10,000 images are listed.
 */
export async function bench(): Promise<FiguresResult & { readonly file_mb: number }> {
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
    return { ...figuresResult('store', { open, page, listing_block }, 'none'), file_mb: size / 1e6 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface List {
  readonly filter: ImageFilter;
  readonly by: ImageOrder['by'];
  readonly offset?: number;
}

function lists(splitId: string): List[] {
  return [
    { filter: {}, by: 'added' },
    { filter: {}, by: 'path', offset: IMAGES - 200 },
    { filter: { states: ['labelled'] }, by: 'largest-defect' },
    { filter: { states: ['unlabelled'], lot: 'lot 7' }, by: 'path' },
    { filter: { classIds: [3], subset: { splitId, subset: 'test' } }, by: 'label-age' },
    { filter: { subset: { splitId, subset: 'val' } }, by: 'path' },
    { filter: { largestLengthPx: { from: 100 }, tags: ['odd'] }, by: 'largest-defect' },
    { filter: { text: 'part-24' }, by: 'path' },
    { filter: { text: 'part-24999_99997' }, by: 'added' },
  ];
}

async function timedOpening(file: string): Promise<number> {
  const start = performance.now();
  const store = await openProject(file, OPTIONS);
  const ms = performance.now() - start;
  await store.close();
  return ms;
}

function timedPage(store: ProjectStore, { filter, by, offset = 0 }: List): number {
  const start = performance.now();
  store.imageList.page({ filter, order: { by, descending: true }, offset, limit: 200 });
  return performance.now() - start;
}

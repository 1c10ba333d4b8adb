import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Scale } from '../../../app/mask/component-shape.ts';
import { mapBounded } from '../../../native-models/data/map-bounded.ts';
import type { ImagePool } from '../../images/image-pool.ts';
import { scanImages } from '../../images/scan-images.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { FoundPictures } from './find-pictures.ts';
import { ImageAdder } from './image-adder.ts';
import type { ImageFields } from './image-fields.ts';

export interface ImportImagesRequest {
  readonly pictures: FoundPictures;
  /** By path. */
  readonly fields: ReadonlyMap<string, ImageFields>;
  /** Of pictures whose fields say none. */
  readonly scale: Scale | null;
  readonly copy: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface ImportedImages {
  readonly added: number;
  /** In the project already. */
  readonly known: number;
  /** The image of each path that is in the project now. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Added, though another image of the project has the same content. */
  readonly duplicates: readonly { readonly path: string; readonly of: string }[];
  /** What could not be used, and files that changed since they were imported. */
  readonly refused: readonly { readonly path: string; readonly problem: string }[];
}

/** Files given to each thread ahead. */
const AHEAD = 4;

/** Files looked up in one go: others have their turn between. */
const LOOKED_UP = 200;

/** Adds pictures that are not in the project yet. Whatever ends it, each image is there whole or not at all. */
export async function importImages(
  store: ProjectStore,
  pool: ImagePool,
  request: ImportImagesRequest,
): Promise<ImportedImages> {
  const { pictures, signal, onProgress } = request;
  const adding = new ImageAdder(store, pool, request);
  const { known, fresh } = await sorted(
    pictures.paths,
    (file) => !request.copy && adding.imageAt(file) !== null,
  );
  await mapBounded(known, AHEAD * pool.threads, (file) => adding.requireUnchanged(file));
  const files = fresh.map((file) => path.join(pictures.root, file));
  let done = known.length;
  for await (const { path: file, outcome } of scanImages(files, pool, signal)) {
    const relative = path.relative(pictures.root, file).replaceAll(path.sep, '/');
    if (outcome.ok) await adding.take(relative, outcome.value);
    else adding.refused.push({ path: relative, problem: outcome.failure.problem });
    onProgress(++done, pictures.paths.length);
  }
  await adding.flush();
  signal.throwIfAborted();
  const { added, known: knownBefore, idOf, duplicates, refused } = adding;
  return { added, known: knownBefore, idOf, duplicates, refused: [...pictures.refused, ...refused] };
}

async function sorted(
  files: readonly string[],
  isKnown: (file: string) => boolean,
): Promise<{ known: string[]; fresh: string[] }> {
  const known: string[] = [];
  const fresh: string[] = [];
  for (const [index, file] of files.entries()) {
    (isKnown(file) ? known : fresh).push(file);
    if (index % LOOKED_UP === LOOKED_UP - 1) await setImmediate();
  }
  return { known, fresh };
}

import path from 'node:path';
import type { Pixels } from '../../../app/contract/pixel-urls.ts';
import { bytesFromRuns } from '../../../app/mask/run-length-bytes.ts';
import type { ImageFailure, Outcome } from '../../images/image-job.ts';
import type { KnownImage } from '../../images/image-cache.ts';
import type { OpenProject } from '../open-project.ts';

/** What a request for pixels gets. */
export type PixelAnswer =
  | { readonly found: true; readonly type: string; readonly bytes: Uint8Array }
  | {
      readonly found: false;
      /** gone: not in the project, or no longer. unusable: the image file cannot be shown. */
      readonly why: 'gone' | 'unusable' | 'internal';
      readonly problem: string;
      readonly remedy: string;
    };

const WEBP = 'image/webp';
const BYTES = 'application/octet-stream';

/** Reads or makes pixels of the project. Null where the signal says that nobody waits for them any more. */
export async function answerPixels(
  pixels: Pixels,
  project: OpenProject,
  signal: AbortSignal,
): Promise<PixelAnswer | null> {
  if (pixels.kind === 'label-map') return labelMap(project, pixels);
  const image = imageOf(project, pixels.hash);
  if (image === null) return gone('The project has no image with this content');
  const cache = await project.pixels.cache();
  if (cache === null) return gone('The project is closing');
  return project.turns.run(async () => {
    if (pixels.kind === 'thumbnail')
      return answer(await cache.thumbnail(image), (bytes) => found(WEBP, bytes));
    const tile = await cache.tile(image, pixels.level, pixels.column, pixels.row);
    return answer(tile, (value) =>
      value === null
        ? gone('The image has no such tile')
        : found(value.encoding === 'webp' ? WEBP : BYTES, value.bytes),
    );
  }, signal);
}

function labelMap(
  { store }: OpenProject,
  { annotationId, revision, changedAt }: Extract<Pixels, { kind: 'label-map' }>,
): PixelAnswer {
  const annotation = store.annotations.find(annotationId);
  const isSame = annotation?.revision === revision && annotation.changedAt === changedAt;
  if (!isSame) return gone('The labels are not at this revision');
  return found(BYTES, bytesFromRuns(store.labelMaps.read(annotationId)));
}

function imageOf({ store }: OpenProject, hash: string): KnownImage | null {
  const image = store.images.withContent(hash).at(0);
  return image === undefined ? null : { hash, path: path.resolve(store.place.folder, image.path) };
}

function answer<Value>(outcome: Outcome<Value>, use: (value: Value) => PixelAnswer): PixelAnswer {
  return outcome.ok ? use(outcome.value) : failed(outcome.failure);
}

function failed({ code, problem, remedy }: ImageFailure): PixelAnswer {
  return { found: false, why: code === 'internal' ? 'internal' : 'unusable', problem, remedy };
}

function found(type: string, bytes: Uint8Array): PixelAnswer {
  return { found: true, type, bytes };
}

function gone(problem: string): PixelAnswer {
  return { found: false, why: 'gone', problem, remedy: 'Load the list again' };
}

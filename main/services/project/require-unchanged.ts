import { BlemishError } from '../../../app/domain/errors.ts';
import type { Image } from '../../../app/domain/image.ts';
import { mapBounded } from '../../../native-models/data/map-bounded.ts';
import { ImagePool } from '../../images/image-pool.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { absolutePath } from './project-paths.ts';

/** Files given to each thread ahead. */
const AHEAD = 4;

/** Why a file is not the image any more that the project knows. */
export interface ChangedFile {
  readonly image: Image;
  readonly kind: 'missing' | 'changed';
}

/** The images whose files are gone or hold something else now, read in worker threads. */
export async function changedFiles(store: ProjectStore, images: readonly Image[]): Promise<ChangedFile[]> {
  const pool = new ImagePool();
  try {
    const found = await mapBounded(images, AHEAD * pool.threads, async (image): Promise<ChangedFile[]> => {
      const outcome = await pool.run({ kind: 'hash', path: absolutePath(store.place, image.path) });
      if (!outcome.ok) return [{ image, kind: 'missing' }];
      return outcome.value === image.contentHash ? [] : [{ image, kind: 'changed' }];
    });
    return found.flat();
  } finally {
    await pool.close();
  }
}

/** @throws {BlemishError} 'input' where the file of an image is gone or holds something else now */
export async function requireUnchanged(store: ProjectStore, images: readonly Image[]): Promise<void> {
  const changed = await changedFiles(store, images);
  if (changed.length === 0) return;
  const [{ image, kind }] = changed;
  const more = changed.length === 1 ? '' : `, and so are ${changed.length - 1} more`;
  throw new BlemishError('input', {
    subject: absolutePath(store.place, image.path),
    problem:
      kind === 'missing'
        ? `The image is not there or cannot be read${more}`
        : `The image is another one than when it was imported${more}`,
    remedy:
      kind === 'missing'
        ? 'Put it back, or say where it is now'
        : 'Put the old file back; import the new one under a name of its own',
    ...(kind === 'missing' && { advice: 'find-moved-images' }),
  });
}

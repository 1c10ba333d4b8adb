import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Image } from '../../../app/domain/image.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { absolutePath } from './project-paths.ts';

/**
 * Where a picture is copied to in the project: `images/` and its path, with the start of its hash in the name where
 * another picture has that place. The image, where it was copied there before.
 * @param taken by images that are about to be added
 */
export function copyTarget(
  file: string,
  hash: string,
  store: ProjectStore,
  taken: ReadonlyMap<string, Image>,
): { path: string; image: Image | null } {
  const { dir, name, ext } = path.posix.parse(file);
  const candidates = [`${name}${ext}`, `${name}-${hash.slice(0, 12)}${ext}`, `${hash}${ext}`].map((named) =>
    path.posix.join('images', dir, named),
  );
  for (const candidate of candidates) {
    const image = store.images.findByPath(candidate) ?? taken.get(candidate) ?? null;
    if (image?.contentHash === hash) return { path: candidate, image };
    if (image === null && !existsSync(absolutePath(store.place, candidate)))
      return { path: candidate, image };
  }
  throw new Error(`${candidates.join(', ')} are taken by other pictures`);
}

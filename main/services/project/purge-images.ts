import type { ProjectStore } from '../../store/project-store.ts';
import { keepingKnown } from './copy-images.ts';

/**
 * Forgets removed images for good, with all that was said of them. Files that were copied into the project go with them;
 * those that are used where they are stay.
 * @throws {MissingError} where one is none of the removed images; nothing is changed then
 */
export async function purgeImages(store: ProjectStore, imageIds: readonly string[]): Promise<void> {
  await keepingKnown(store, store.removedImages.copiedFiles(imageIds), () => {
    store.removedImages.purge(imageIds);
  });
}

import { ReadOnlyError } from '../../store/access.ts';
import { type OpenOptions, openProject } from '../../store/open-project.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { countLabelsAgain } from './count-labels-again.ts';
import { tidy } from './tidy.ts';

/**
 * Opens a project to change it: puts right what a program left that was killed, checks everything where that is due,
 * and makes the backup of the day.
 * @throws {BlemishError} where it can only be looked at, or is damaged
 */
export async function openToWork(target: string, options: OpenOptions): Promise<ProjectStore> {
  const store = await openProject(target, options);
  try {
    if (store.access.mode === 'read') throw new ReadOnlyError(store.place.file, store.access.reason);
    if (store.isCheckDue) await store.checkFully();
    await tidy(store);
    await countLabelsAgain(store);
    await store.backUpIfDue();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

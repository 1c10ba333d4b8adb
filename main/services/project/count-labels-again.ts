import { setImmediate } from 'node:timers/promises';
import type { ProjectStore } from '../../store/project-store.ts';

/** Counts what labels show in which classes were merged or removed, a little at a time, so that others have their turn. */
export async function countLabelsAgain(store: ProjectStore, signal?: AbortSignal): Promise<void> {
  while (signal?.aborted !== true && store.countAgain()) await setImmediate();
}

import { userInfo } from 'node:os';
import { pino } from 'pino';
import { BlemishError } from '../../../app/domain/errors.ts';
import { openToWork } from '../../services/project/open-to-work.ts';
import { type OpenOptions, openProject } from '../../store/open-project.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/** As whom and how the command line opens projects. */
export function openOptions(): OpenOptions {
  return { user: userInfo().username || 'unknown', log: pino({ level: 'silent' }) };
}

/** Opens a project to change it, and closes it whatever becomes of the work. */
export async function withProject<T>(target: string, work: (store: ProjectStore) => Promise<T>): Promise<T> {
  const store = await openToWork(target, openOptions());
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** Opens a project to look at it. */
export async function lookingAt<T>(target: string, work: (store: ProjectStore) => Promise<T>): Promise<T> {
  const store = await openProject(target, { ...openOptions(), readOnly: true });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** The first Ctrl+C stops with what is done so far; a second one ends at once. */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort(
      new BlemishError('resource', {
        problem: 'Stopped: what was done so far is kept',
        remedy: 'Start it again to do the rest',
      }),
    );
  };
  process.once('SIGINT', interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
  }
}

import { BlemishError } from '../../../app/domain/errors.ts';
import type { Run } from '../../../app/domain/run.ts';
import type { ProjectStore } from '../../store/project-store.ts';

/**
 * The run of an id or of its first characters, or else the newest that is ready.
 * @throws {BlemishError} 'input' where there is none, or several begin so
 */
export function chooseRun(store: ProjectStore, asked: string | null, isReady: (run: Run) => boolean): Run {
  const runs = store.runs.list();
  const found =
    asked === null ? runs.filter(isReady).slice(0, 1) : runs.filter(({ id }) => id.startsWith(asked));
  if (found.length === 1) return found[0];
  throw new BlemishError('input', {
    subject: asked === null ? store.place.file : `run ${asked}`,
    problem:
      asked === null ? 'The project has no such run yet' : `${found.length} runs of the project have this id`,
    remedy: 'Choose one that is there, or train one',
    advice: 'train-first',
  });
}

/** Whether it has a model to predict with. */
export function hasModel({ state }: Run): boolean {
  return state === 'finished';
}

/** Whether there is something left to train. */
export function isUnfinished({ state }: Run): boolean {
  return state !== 'finished';
}

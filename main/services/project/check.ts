import { existsSync } from 'node:fs';
import type { Leak } from '../../../app/split/leak-report.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { imagesToSplit } from './images-to-split.ts';
import { ownImages } from './own-images.ts';
import { absolutePath } from './project-paths.ts';
import { changedFiles } from './require-unchanged.ts';
import { reportOf } from './split.ts';

export interface ProjectCheck {
  /** Paths of images, as the project names them. */
  readonly missing: readonly string[];
  readonly changed: readonly string[];
  /** Predictions and checkpoints whose files are gone. */
  readonly lostFiles: readonly string[];
  /** Of the newest split. */
  readonly leaks: readonly Leak[];
}

/**
 * Reads everything: the data base, every image, and whether the newest split divides what belongs together.
 * @throws {BlemishError} 'input' where the data base is damaged
 */
export async function checkProject(store: ProjectStore): Promise<ProjectCheck> {
  await store.checkFully();
  const images = [...ownImages(store, {})];
  const channels = images.flatMap(({ id }) => store.images.channelsOf(id));
  const found = await changedFiles(store, [...images, ...channels]);
  const pathsOf = (kind: 'missing' | 'changed'): string[] =>
    found.flatMap((file) => (file.kind === kind ? [file.image.path] : []));
  return {
    missing: pathsOf('missing'),
    changed: pathsOf('changed'),
    lostFiles: filesOfRuns(store).filter((file) => !existsSync(absolutePath(store.place, file))),
    leaks: leaksOf(store),
  };
}

function filesOfRuns(store: ProjectStore): string[] {
  return store.runs
    .list()
    .flatMap(({ id }) => [
      ...store.runs.checkpoints(id).map(({ path }) => path),
      ...store.predictions.pathsOfRun(id),
    ]);
}

function leaksOf(store: ProjectStore): readonly Leak[] {
  const newest = store.splits.list().at(0);
  if (newest === undefined) return [];
  return reportOf(imagesToSplit(store, null), store.splits.members(newest.id), ['part'], {}).leaks;
}

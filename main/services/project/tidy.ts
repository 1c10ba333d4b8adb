import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { idSchema } from '../../../app/domain/identifier.ts';
import { removeUnfinishedWrites } from '../../../native-models/files/write-atomic.ts';
import { LogFiles } from '../../jobs/log-files.ts';
import { recoverJobs } from '../../jobs/recover-jobs.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { trainJob } from '../../workers/train-job.ts';
import { takeBackCopies } from './copy-images.ts';
import {
  evaluationsFolder,
  logsFolder,
  predictionsFolder,
  projectPath,
  runFolder,
  runsFolder,
} from './project-paths.ts';

/** Puts right what a program left that was killed: files that no row knows, and jobs and runs that seem to go on. */
export async function tidy(store: ProjectStore): Promise<void> {
  await takeBackCopies(store);
  store.splits.removeIncomplete();
  await rm(evaluationsFolder(store.place), { recursive: true, force: true });
  await removeStrayRuns(store);
  await stopInterruptedRuns(store);
  for (const { id } of store.runs.list()) await removeStrayPredictions(store, id);
}

/** A run's folder comes before its row, and is written beside its place first. */
async function removeStrayRuns(store: ProjectStore): Promise<void> {
  for (const name of await namesIn(runsFolder(store.place))) {
    const isStray = idSchema.safeParse(name).success && store.runs.find(name) === null;
    if (isStray || UNFINISHED.test(name))
      await rm(runFolder(store.place, name), { recursive: true, force: true });
  }
}

const UNFINISHED = /^\.[0-9a-f-]{36}-[0-9a-f-]{36}\.part$/;

async function stopInterruptedRuns(store: ProjectStore): Promise<void> {
  const logs = await LogFiles.open(logsFolder(store.place));
  await recoverJobs(store.jobs, logs, ({ kind }) => kind === trainJob.kind, Date.now());
  for (const { id, state } of store.runs.list()) {
    if (state === 'created' || state === 'training') store.runs.update(id, { state: 'stopped' });
  }
}

/** A prediction's file comes before its row. */
async function removeStrayPredictions(store: ProjectStore, runId: string): Promise<void> {
  const folder = predictionsFolder(store.place, runId);
  const names = await namesIn(folder);
  if (names.length === 0) return;
  await removeUnfinishedWrites(folder);
  const known = new Set(store.predictions.pathsOfRun(runId));
  for (const name of names) {
    const file = path.join(folder, name);
    if (!known.has(projectPath(store.place, file))) await rm(file, { recursive: true, force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { stringify } from 'yaml';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { Run } from '../../../app/domain/run.ts';
import { parseSettings } from '../../../app/settings/parse-settings.ts';
import type { TrainingSettings } from '../../../app/settings/training-settings.ts';
import { readDatasetList, writeDatasetList } from '../../../native-models/data/dataset-list.ts';
import type { Device } from '../../../native-models/engines/choose-device.ts';
import { writeFolder } from '../../files/staged-folder.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { layOutLabels, withImagesNow, type LaidOutImage } from './lay-out-labels.ts';
import { DATA_FILE, runDataFile, runFolder } from './project-paths.ts';
import { requireUnchanged } from './require-unchanged.ts';
import { membersToLearnFrom } from './members-to-learn-from.ts';

/** Where and how long a run computes. */
export interface TrainingMeans {
  readonly device: Device | 'auto';
  readonly threads: number | null;
  /** Instead of the epochs of the settings. */
  readonly minutes: number | null;
}

export interface NewRun extends TrainingMeans {
  /** Null for a name of its number. */
  readonly name: string | null;
  /** Null for the newest. */
  readonly splitId: string | null;
  readonly settings: TrainingSettings;
}

/**
 * Begins a training: lays out the labels as they are now, so that the run can be repeated and goes on with the same
 * whatever is drawn meanwhile, and queues its job.
 * @throws {BlemishError} 'input' where there is nothing to learn from, or an image's file changed; nothing is left then
 */
export async function startTraining(
  store: ProjectStore,
  queue: JobQueue,
  asked: NewRun,
  layOut: (request: TrainingRequest) => Promise<TrainingBase> = (request) => layOutTraining(store, request),
): Promise<Run> {
  const id = newId();
  const settings = { ...asked.settings, model: { ...asked.settings.model, class_names: 'data' as const } };
  const { splitId, channels } = await layOut({ runId: id, splitId: asked.splitId, settings });
  const number = store.runs.list().length + 1;
  return store.change(() => {
    const job = queue.add({ kind: 'train', payload: payloadOf(store, id, settings, asked) });
    const run: Run = {
      ...{ id, name: asked.name ?? `Run ${number}`, splitId, jobId: job.id, state: 'created' },
      ...{ settings: stringify(settings), channels: [...channels], device: null, released: false },
      ...{ createdAt: Date.now(), finishedAt: null },
    };
    store.runs.add(run);
    return run;
  });
}

/** What a run is to learn from. */
export interface TrainingRequest {
  readonly runId: string;
  /** Null for the newest. */
  readonly splitId: string | null;
  readonly settings: TrainingSettings;
}

/** What it learns from. */
export interface TrainingBase {
  readonly splitId: string;
  /** Ids of the classes. */
  readonly channels: readonly number[];
}

/**
 * Writes a run's folder: the labels of its images as they are now, and its settings.
 * @throws {BlemishError} 'input' where there is nothing to learn from, or an image's file changed; nothing is left then
 */
export async function layOutTraining(
  store: ProjectStore,
  { runId, splitId, settings }: TrainingRequest,
): Promise<TrainingBase> {
  const { split, images, channels } = membersToLearnFrom(store, splitId);
  await requireUnchanged(
    store,
    images.map(({ image }) => image),
  );
  await writeRunFolder(store, runId, images, channels, settings);
  return { splitId: split.id, channels };
}

/**
 * Goes on with a run that was stopped or interrupted, from its last checkpoint and with the labels it began with.
 * @throws {BlemishError} 'input' where it is finished, or its files are not there any more
 */
export async function resumeTraining(
  store: ProjectStore,
  queue: JobQueue,
  run: Run,
  means: TrainingMeans,
  refresh: (runId: string) => Promise<void> = (runId) => refreshTraining(store, runId),
): Promise<Run> {
  if (run.state === 'finished') throw finished(run);
  await refresh(run.id);
  const settings = parseSettings(run.settings, run.name);
  return store.change(() => {
    const before = run.jobId === null ? null : store.jobs.find(run.jobId);
    if (before !== null && (before.state === 'queued' || before.state === 'paused')) {
      store.jobs.update(before.id, { state: 'cancelled', finishedAt: Date.now() });
    }
    const job = queue.add({ kind: 'train', payload: payloadOf(store, run.id, settings, means) });
    store.runs.update(run.id, { jobId: job.id, state: 'created', finishedAt: null });
    return { ...run, jobId: job.id };
  });
}

/**
 * Looks for the images of a run where they lie now.
 * @throws {BlemishError} 'input' where a file is gone or holds something else
 */
export async function refreshTraining(store: ProjectStore, runId: string): Promise<void> {
  const file = runDataFile(store.place, runId);
  const list = withImagesNow(store, await readDatasetList(file));
  await requireUnchanged(
    store,
    list.items.flatMap(({ name }) => store.images.find(name) ?? []),
  );
  await writeDatasetList(file, list);
}

function payloadOf(
  store: ProjectStore,
  runId: string,
  settings: TrainingSettings,
  { device, threads, minutes }: TrainingMeans,
): object {
  const outDir = runFolder(store.place, runId);
  const resume = existsSync(path.join(outDir, 'run.json'));
  return { listFile: runDataFile(store.place, runId), settings, outDir, device, threads, minutes, resume };
}

async function writeRunFolder(
  store: ProjectStore,
  runId: string,
  images: readonly LaidOutImage[],
  channels: readonly number[],
  settings: TrainingSettings,
): Promise<void> {
  await writeFolder(runFolder(store.place, runId), async (write) => {
    const list = await layOutLabels(store, images, channels, (file, content) =>
      write(`data/${file}`, content),
    );
    await write(`data/${DATA_FILE}`, JSON.stringify({ format: 'blemish-dataset/1', ...list }));
    await write('config.yaml', stringify(settings));
  });
}

function finished({ id, name }: Run): BlemishError {
  return new BlemishError('input', {
    subject: `${name} (${id})`,
    problem: 'The run is finished',
    remedy: 'Start a new one',
  });
}

import { BlemishError } from '../../../app/domain/errors.ts';
import type { Run } from '../../../app/domain/run.ts';
import type { Device } from '../../../native-models/engines/choose-device.ts';
import { jobHandler } from '../../jobs/job-handler.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import { chooseRun, isUnfinished } from '../../services/project/choose-run.ts';
import { runFolder } from '../../services/project/project-paths.ts';
import { resumeTraining, startTraining } from '../../services/project/train.ts';
import { TrainingRecord } from '../../services/project/training-record.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { trainJob } from '../../workers/train-job.ts';
import type { Terminal } from '../terminal.ts';
import { type SettingsFlags, settingsOf } from '../train-settings.ts';
import { showTraining } from '../training-events.ts';
import { followJob, withQueue } from './run-job.ts';
import { withProject } from './with-project.ts';

export interface ProjectTrainFlags extends SettingsFlags {
  readonly name?: string;
  readonly splitId?: string;
  readonly run?: string;
  readonly minutes?: number;
  readonly threads?: number;
  readonly device: Device | 'auto';
  readonly resume?: boolean;
  readonly json?: boolean;
}

/** Trains a new run of a project, or goes on with one; Ctrl+C saves and says how to go on. */
export async function runProjectTraining(
  project: string,
  flags: ProjectTrainFlags,
  terminal: Terminal,
): Promise<void> {
  if (flags.run !== undefined && flags.resume !== true) throw withoutResume();
  await withProject(project, async (store) => {
    const record = new TrainingRecord(store, (event) => {
      showTraining(event, terminal);
    });
    await withQueue(store, [jobHandler(trainJob, record)], async (queue) => {
      const { id } = await begin(store, queue, flags);
      const { jobId } = store.runs.find(id)!;
      terminal.note(`Run ${id}`);
      const stopped = (state: Run['state']): void => {
        store.runs.update(id, { state, finishedAt: Date.now() });
      };
      const job = await followJob(queue, jobId!, terminal).catch((error: unknown) => {
        stopped('failed');
        throw error;
      });
      if (job.state === 'cancelled') stopped('stopped');
      report(store, id, project, flags, terminal);
    });
  });
}

async function begin(store: ProjectStore, queue: JobQueue, flags: ProjectTrainFlags): Promise<Run> {
  const { device, threads = null, minutes = null, name = null, splitId = null } = flags;
  const means = { device, threads, minutes };
  if (flags.resume === true) {
    return resumeTraining(store, queue, chooseRun(store, flags.run ?? null, isUnfinished), means);
  }
  return startTraining(store, queue, { ...means, name, splitId, settings: await settingsOf(flags) });
}

function report(
  store: ProjectStore,
  id: string,
  project: string,
  { json }: ProjectTrainFlags,
  terminal: Terminal,
): void {
  const { state, name } = store.runs.find(id)!;
  const checkpoints = store.runs.checkpoints(id);
  const best = checkpoints.find(({ kind }) => kind === 'best') ?? null;
  const last = checkpoints.find(({ kind }) => kind === 'last') ?? null;
  const folder = runFolder(store.place, id);
  const score = best?.score?.toFixed(3) ?? '-';
  terminal.note(
    `${name} is ${state} after ${last?.step ?? 0} steps; best validation mIoU ${score}. Model: ${folder}`,
  );
  if (state !== 'finished') terminal.note(`To go on: blemish train ${project} --resume --run ${id}`);
  if (json !== true) return;
  terminal.result(
    JSON.stringify({
      ...{ run: id, name, state, steps: last?.step ?? 0, finished: state === 'finished' },
      ...{ best_val_miou: best?.score ?? null, best_epoch: best?.epoch ?? null, out: folder },
    }),
  );
}

function withoutResume(): BlemishError {
  return new BlemishError('usage', {
    problem: 'train takes --run with --resume only',
    remedy: 'Add --resume to go on with the run, or leave --run out to begin a new one',
  });
}

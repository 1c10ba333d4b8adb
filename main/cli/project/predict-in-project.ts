import { BlemishError } from '../../../app/domain/errors.ts';
import type { ImageFilter } from '../../../app/domain/image-query.ts';
import type { Run } from '../../../app/domain/run.ts';
import type { Subset } from '../../../app/domain/split.ts';
import type { Device } from '../../../native-models/engines/choose-device.ts';
import { jobHandler } from '../../jobs/job-handler.ts';
import { chooseRun, hasModel } from '../../services/project/choose-run.ts';
import { ProjectPredictions } from '../../services/project/predict.ts';
import { predictionsFolder } from '../../services/project/project-paths.ts';
import { predictJob } from '../../workers/predict-job.ts';
import type { Terminal } from '../terminal.ts';
import { followJob, withQueue } from './run-job.ts';
import { withProject } from './with-project.ts';

export interface ProjectPredictFlags {
  readonly run?: string;
  readonly subset?: Subset;
  readonly unlabelled?: boolean;
  readonly device: Device | 'auto';
  readonly json?: boolean;
}

/** Predicts images of a project with one of its runs: all, those of a subset, or those that nobody has labelled. */
export async function runProjectPrediction(
  project: string,
  flags: ProjectPredictFlags,
  terminal: Terminal,
): Promise<void> {
  await withProject(project, async (store) => {
    const run = chooseRun(store, flags.run ?? null, hasModel);
    const predicted: object[] = [];
    let rejected = 0;
    const predictions = new ProjectPredictions(store, (image, { path, score, instances }) => {
      const count = Array.isArray(instances) ? instances.length : 0;
      if (count > 0) rejected++;
      predicted.push({
        image: image.path,
        verdict: count > 0 ? 'ng' : 'ok',
        score,
        instances,
        probabilities: path,
      });
    });
    await withQueue(store, [jobHandler(predictJob, predictions)], async (queue) => {
      const jobs = await predictions.start(queue, {
        ...{ runId: run.id, filter: filterOf(flags, run), device: flags.device, threads: null },
      });
      for (const { id } of jobs) await followJob(queue, id, terminal);
    });
    const out = predictionsFolder(store.place, run.id);
    terminal.note(`${run.name}: ${rejected} of ${predicted.length} images NG. Class probabilities: ${out}`);
    if (flags.json === true) {
      terminal.result(
        JSON.stringify({ run: run.id, images: predicted.length, ng: rejected, out, predictions: predicted }),
      );
    }
  });
}

function filterOf({ subset, unlabelled }: ProjectPredictFlags, { splitId, name }: Run): ImageFilter {
  const state: ImageFilter = unlabelled === true ? { states: ['unlabelled'] } : {};
  if (subset === undefined) return state;
  if (splitId !== null) return { ...state, subset: { splitId, subset } };
  throw new BlemishError('input', {
    subject: name,
    problem: 'The run learnt from no split of this project',
    remedy: 'Leave --subset out, or choose another run',
  });
}

import type { Subset } from '../../../app/domain/split.ts';
import type { Device } from '../../../native-models/engines/choose-device.ts';
import { jobHandler } from '../../jobs/job-handler.ts';
import { chooseRun, hasModel } from '../../services/project/choose-run.ts';
import { ProjectEvaluations } from '../../services/project/evaluate.ts';
import { evaluateJob } from '../../workers/evaluate-job.ts';
import { scoresTable } from '../scores-report.ts';
import type { Terminal } from '../terminal.ts';
import { followJob, withQueue } from './run-job.ts';
import { withProject } from './with-project.ts';

export interface ProjectEvaluateFlags {
  readonly run?: string;
  readonly subset: Subset;
  readonly tolerance: number;
  readonly device: Device | 'auto';
  readonly json?: boolean;
}

/** Scores a run of a project on a subset of the split that it learnt from. */
export async function runProjectEvaluation(
  project: string,
  { run: asked, subset, tolerance, device, json }: ProjectEvaluateFlags,
  terminal: Terminal,
): Promise<void> {
  await withProject(project, async (store) => {
    const run = chooseRun(store, asked ?? null, hasModel);
    const evaluations = new ProjectEvaluations(store);
    await withQueue(store, [jobHandler(evaluateJob, evaluations)], async (queue) => {
      const started = await evaluations.start(queue, {
        run,
        subset,
        tolerancePx: tolerance,
        device,
        threads: null,
      });
      const job = await followJob(queue, started.id, terminal);
      if (job.state === 'cancelled') {
        terminal.note('Stopped: nothing was kept');
        return;
      }
      const [{ id, scores }] = store.evaluations.ofRun(run.id);
      terminal.note(`${run.name} on ${subset}`);
      terminal.result(scoresTable(scores));
      if (json === true)
        terminal.result(
          JSON.stringify({ run: run.id, evaluation: id, subset, ...(Object(scores) as object) }),
        );
    });
  });
}

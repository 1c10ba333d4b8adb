import { defaultThreads } from '../../native-models/engines/choose-device.ts';
import type { TrainingEvent } from '../../native-models/training/events.ts';
import { trainOnDataset } from '../services/train.ts';
import { JobCancelled, type JobContext } from './job-context.ts';
import { withRunFolder } from './run-claim.ts';
import { serveJob } from './serve-job.ts';
import { trainJob } from './train-job.ts';

serveJob(trainJob, async (payload, context) => {
  const tell = progressTeller(context);
  context.progress('reading the data set', 0, 0);
  const summary = await withRunFolder(payload.outDir, context.job, payload.resume, (resume) =>
    trainOnDataset({
      ...payload,
      threads: payload.threads ?? defaultThreads(),
      resume,
      control: context.control,
      onEvent: (event) => {
        context.event(event);
        tell(event);
      },
    }),
  );
  if (summary?.finished !== true) throw new JobCancelled();
  return summary;
});

/** Tells how far the run is from what it tells of itself. */
function progressTeller(context: JobContext<TrainingEvent>): (event: TrainingEvent) => void {
  let total = 0;
  let done = 0;
  return (event) => {
    if (event.type === 'start') {
      total = event.plan.totalSteps;
      done = event.step;
      context.progress(`training on ${event.device}`, done, total);
    }
    if (event.type === 'step') {
      done = event.step;
      context.progress(`epoch ${Math.ceil(event.epoch)}, loss ${event.loss.toFixed(3)}`, done, total);
    }
    if (event.type === 'epoch') {
      context.progress(`after epoch ${event.epoch}, loss ${event.loss.toFixed(3)}`, done, total);
    }
    if (event.type === 'paused') context.stoodStill();
    if (event.type === 'resumed') context.wentOn();
  };
}

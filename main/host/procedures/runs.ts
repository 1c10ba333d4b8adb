import { parseSettings } from '../../../app/settings/parse-settings.ts';
import { resumeTraining, startTraining } from '../../services/project/train.ts';
import { watchRun } from '../watch-run.ts';
import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.runs;

export const runs = os.router({
  list: os.list.handler(({ context }) => context.project.store.runs.list()),
  find: os.find.handler(({ context, input: { runId } }) =>
    required(context.project.store.runs.find(runId), 'run', runId),
  ),
  rename: os.rename.handler(({ context: { project }, input: { runId, name } }) => {
    project.store.runs.update(runId, { name });
    project.changes.publish('runs', [runId]);
  }),
  release: os.release.handler(({ context: { project }, input: { runId } }) => {
    project.store.runs.release(runId);
    project.changes.publish('runs', null);
  }),
  train: os.train.handler(async ({ context: { project }, input: { settings, ...asked } }) => {
    const parsed = parseSettings(settings, 'settings');
    const run = await startTraining(
      project.store,
      project.requireQueue(),
      { ...asked, settings: parsed },
      (request) => project.preparer.read('training', request),
    );
    project.changes.publish('runs', [run.id]);
    return run;
  }),
  resume: os.resume.handler(async ({ context: { project }, input: { runId, ...means } }) => {
    const run = required(project.store.runs.find(runId), 'run', runId);
    const resumed = await resumeTraining(project.store, project.requireQueue(), run, means, (id) =>
      project.preparer.read('resumedTraining', id),
    );
    project.changes.publish('runs', [runId]);
    return resumed;
  }),
  metricNames: os.metricNames.handler(({ context, input }) =>
    context.project.store.runs.metricNames(input.runId),
  ),
  metrics: os.metrics.handler(({ context, input: { runId, name, afterStep } }) =>
    context.project.store.runs.metrics(runId, name, afterStep),
  ),
  watch: os.watch.handler(({ context: { project }, input: { runId }, signal }) => {
    required(project.store.runs.find(runId), 'run', runId);
    return watchRun(project, runId, signal);
  }),
  checkpoints: os.checkpoints.handler(({ context, input }) =>
    context.project.store.runs.checkpoints(input.runId),
  ),
});

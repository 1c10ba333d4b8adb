import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.evaluation;

export const evaluation = os.router({
  ofRun: os.ofRun.handler(({ context, input }) => context.project.store.evaluations.ofRun(input.runId)),
  find: os.find.handler(({ context, input: { evaluationId } }) =>
    required(context.project.store.evaluations.find(evaluationId), 'evaluation', evaluationId),
  ),
  evaluate: os.evaluate.handler(async ({ context: { project }, input: { runId, ...asked } }) => {
    const run = required(project.store.runs.find(runId), 'run', runId);
    const { id } = await project.work.evaluations.start(
      project.requireQueue(),
      { ...asked, run },
      (request) => project.preparer.read('evaluation', request),
    );
    return id;
  }),
  images: os.images.handler(({ context, input }) =>
    context.project.reader.pieces('evaluatedImages', input.evaluationId),
  ),
  isUpToDate: os.isUpToDate.handler(({ context: { project }, input: { evaluationId } }) => {
    required(project.store.evaluations.find(evaluationId), 'evaluation', evaluationId);
    return project.reader.read('isUpToDate', evaluationId);
  }),
  rules: os.rules.handler(({ context }) => context.project.store.acceptanceRules.list()),
  setRules: os.setRules.handler(({ context: { project }, input }) => {
    project.store.acceptanceRules.replace(input.rules);
    project.changes.publish('rules', null);
  }),
});

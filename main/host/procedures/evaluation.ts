import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.evaluation;

export const evaluation = os.router({
  ofRun: os.ofRun.handler(({ context, input }) => context.project.store.evaluations.ofRun(input.runId)),
  find: os.find.handler(({ context, input: { evaluationId } }) =>
    required(context.project.store.evaluations.find(evaluationId), 'evaluation', evaluationId),
  ),
  images: os.images.handler(({ context, input }) =>
    context.project.store.evaluations.images(input.evaluationId),
  ),
  isUpToDate: os.isUpToDate.handler(({ context: { project }, input: { evaluationId } }) => {
    required(project.store.evaluations.find(evaluationId), 'evaluation', evaluationId);
    return project.store.evaluations.isUpToDate(evaluationId);
  }),
  rules: os.rules.handler(({ context }) => context.project.store.acceptanceRules.list()),
  setRules: os.setRules.handler(({ context: { project }, input }) => {
    project.store.acceptanceRules.replace(input.rules);
    project.changes.publish('rules', null);
  }),
});

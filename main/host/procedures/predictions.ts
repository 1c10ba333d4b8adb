import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.predictions;

export const predictions = os.router({
  ofRun: os.ofRun.handler(({ context, input }) => context.project.reader.pieces('predictions', input.runId)),
  ofImage: os.ofImage.handler(({ context, input }) =>
    context.project.store.predictions.ofImage(input.imageId),
  ),
  find: os.find.handler(({ context, input: { runId, imageId } }) =>
    required(context.project.store.predictions.find(runId, imageId), 'prediction', imageId),
  ),
  predict: os.predict.handler(async ({ context: { project }, input: { runId, filter, ...means } }) => {
    required(project.store.runs.find(runId), 'run', runId);
    const request = { runId, filter, ...means };
    const jobs = await project.work.predictions.start(project.requireQueue(), request, (asked) =>
      project.preparer.read('predictionPayloads', asked),
    );
    return jobs.map(({ id }) => id);
  }),
});

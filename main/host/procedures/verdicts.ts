import { v7 as newId } from 'uuid';
import type { Verdict } from '../../../app/domain/verdict.ts';
import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.verdicts;

export const verdicts = os.router({
  ofImage: os.ofImage.handler(({ context, input }) => context.project.store.verdicts.ofImage(input.imageId)),
  ofRun: os.ofRun.handler(({ context, input }) => context.project.store.verdicts.ofRun(input.runId)),
  add: os.add.handler(({ context: { project, host }, input }) => {
    required(project.store.images.find(input.imageId), 'image', input.imageId);
    const verdict: Verdict = { ...input, id: newId(), reviewer: host.person, givenAt: Date.now() };
    project.store.verdicts.add(verdict);
    project.changes.publish('verdicts', [verdict.imageId]);
    return verdict;
  }),
});

import { inProject } from './context.ts';

const os = inProject.parts;

export const parts = os.router({
  list: os.list.handler(({ context }) => context.project.reader.pieces('parts', undefined)),
  lots: os.lots.handler(({ context }) => context.project.store.parts.lots()),
  named: os.named.handler(({ context: { project }, input }) => {
    const part = project.store.parts.named(input.name, input.lot);
    project.changes.publish('parts', null);
    return part;
  }),
  images: os.images.handler(({ context, input }) => context.project.store.images.ofPart(input.partId)),
  setVerdict: os.setVerdict.handler(({ context: { project }, input }) => {
    project.store.parts.setVerdict(input.partId, input.verdict);
    project.changes.publish('parts', [input.partId]);
  }),
});

import { inProject } from './context.ts';

const os = inProject.classes;

export const classes = os.router({
  list: os.list.handler(({ context }) => context.project.store.classes.list()),
  add: os.add.handler(({ context: { project }, input }) => {
    const added = project.store.classes.add(input.name);
    project.changes.publish('classes', null);
    return added;
  }),
  update: os.update.handler(({ context: { project }, input }) => {
    project.store.classes.update(input);
    project.changes.publish('classes', null);
  }),
  usage: os.usage.handler(({ context, input }) => context.project.store.removedClasses.usage(input.id)),
  merge: os.merge.handler(({ context: { project }, input: { id, into } }) => {
    project.store.removedClasses.merge(id, into);
    project.changes.publish('rules', null);
    project.labelsShowOtherClasses();
  }),
  remove: os.remove.handler(({ context: { project }, input: { id, erasesLabels } }) => {
    project.store.removedClasses.remove(id, erasesLabels);
    project.labelsShowOtherClasses();
  }),
  removed: os.removed.handler(({ context }) => context.project.store.removedClasses.list()),
  restore: os.restore.handler(({ context: { project }, input: { id } }) => {
    project.store.removedClasses.restore(id);
    project.labelsShowOtherClasses();
  }),
});

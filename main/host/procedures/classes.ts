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
  remove: os.remove.handler(({ context: { project }, input }) => {
    project.store.classes.remove(input.id);
    project.changes.publish('classes', null);
  }),
});

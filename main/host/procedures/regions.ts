import { v7 as newId } from 'uuid';
import { inProject } from './context.ts';

const os = inProject.regions;

export const regions = os.router({
  list: os.list.handler(({ context }) => context.project.store.regions.list()),
  ofImage: os.ofImage.handler(({ context, input }) => context.project.store.regions.ofImage(input.imageId)),
  add: os.add.handler(({ context: { project }, input }) => {
    const region = { ...input, id: newId() };
    project.store.regions.add(region);
    project.changes.publish('regions', null);
    return region;
  }),
  remove: os.remove.handler(({ context: { project }, input }) => {
    project.store.regions.remove(input.regionId);
    project.changes.publish('regions', null);
  }),
});

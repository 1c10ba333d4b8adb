import { v7 as newId } from 'uuid';
import type { ImageNote } from '../../../app/domain/image.ts';
import { purgeImages } from '../../services/project/purge-images.ts';
import type { ImagePlacement } from '../../store/images/images.ts';
import { inSlices } from '../in-slices.ts';
import { inProject } from './context.ts';
import { required } from './required.ts';

const os = inProject.images;

export const images = os.router({
  page: os.page.handler(({ context, input }) => context.project.reader.read('page', input)),
  count: os.count.handler(({ context, input }) => context.project.reader.read('count', input.filter)),
  ids: os.ids.handler(({ context, input }) => context.project.reader.pieces('ids', input.filter)),
  facets: os.facets.handler(({ context, input }) => context.project.reader.read('facets', input)),
  find: os.find.handler(({ context, input: { imageId } }) =>
    required(context.project.store.images.find(imageId), 'image', imageId),
  ),
  channels: os.channels.handler(({ context, input }) =>
    context.project.store.images.channelsOf(input.imageId),
  ),
  statistics: os.statistics.handler(({ context, input }) =>
    context.project.store.imageFacts.statistics(input.imageId),
  ),
  place: os.place.handler(async ({ context: { project }, input: { imageIds, placement } }) => {
    const given = onlyGiven(placement);
    await inSlices(imageIds, (slice) => {
      project.store.change(() => {
        for (const id of slice) project.store.images.place(id, given);
      });
      project.changes.publish('images', slice);
    });
  }),
  setChannelOf: os.setChannelOf.handler(({ context: { project }, input: { imageId, channelOf } }) => {
    project.store.images.setChannelOf(imageId, channelOf);
    project.changes.publish('images', null);
  }),
  tag: os.tag.handler(async ({ context: { project }, input: { imageIds, tag } }) => {
    await inSlices(imageIds, (slice) => {
      project.store.images.tag(slice, tag);
      project.changes.publish('images', slice);
    });
  }),
  untag: os.untag.handler(async ({ context: { project }, input: { imageIds, tag } }) => {
    await inSlices(imageIds, (slice) => {
      project.store.images.untag(slice, tag);
      project.changes.publish('images', slice);
    });
  }),
  remove: os.remove.handler(async ({ context: { project }, input: { imageIds } }) => {
    await inSlices(imageIds, (slice) => {
      project.store.removedImages.remove(slice);
      project.changes.publish('images', slice);
    });
  }),
  removed: os.removed.handler(({ context, input: { offset, limit } }) =>
    context.project.store.removedImages.page(offset, limit),
  ),
  restore: os.restore.handler(async ({ context: { project }, input: { imageIds } }) => {
    await inSlices(imageIds, (slice) => {
      project.store.removedImages.restore(slice);
      project.changes.publish('images', slice);
    });
  }),
  purge: os.purge.handler(async ({ context: { project }, input: { imageIds } }) => {
    await purgeImages(project.store, imageIds);
    project.changes.publish('images', null);
  }),
  notes: os.notes.handler(({ context, input }) => context.project.store.imageNotes.ofImage(input.imageId)),
  addNote: os.addNote.handler(({ context: { project, host }, input: { imageId, text } }) => {
    required(project.store.images.find(imageId), 'image', imageId);
    const note: ImageNote = { id: newId(), imageId, author: host.person, text, writtenAt: Date.now() };
    project.store.imageNotes.add(note);
    project.changes.publish('notes', [imageId]);
    return note;
  }),
  removeNote: os.removeNote.handler(({ context: { project }, input }) => {
    project.store.imageNotes.remove(input.noteId);
    project.changes.publish('notes', null);
  }),
});

/** A property that is undefined was not given. */
function onlyGiven(placement: {
  readonly [Key in keyof ImagePlacement]: ImagePlacement[Key] | undefined;
}): ImagePlacement {
  return Object.fromEntries(Object.entries(placement).filter(([, value]) => value !== undefined));
}

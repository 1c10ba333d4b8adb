import { v7 as newId } from 'uuid';
import { expect, test } from 'vitest';
import { Hand, addLabels, imageOf, newProject } from '../store.testing.ts';

test('a removed image is in no list and comes back as it was', async () => {
  const store = await newProject();
  const [kept, gone] = [imageOf(), imageOf()];
  const hand = new Hand(store, addLabels(store, gone));
  hand.draw(0, 0, 3, 1);
  store.images.add([kept, imageOf({ channelOf: gone.id })]);
  store.annotations.assign(hand.annotationId, 'Carl');
  const split = {
    ...{
      id: newId(),
      name: 'first',
      method: 'file' as const,
      options: {},
      seed: 0,
      locked: [],
      createdAt: 1,
    },
  };
  store.splits.add(split, [{ imageId: gone.id, subset: 'test' }]);

  store.removedImages.remove([gone.id]);
  expect(store.imageList.ids({})).toEqual([kept.id]);
  expect(store.countFacets({}, split.id)).toMatchObject({
    count: 1,
    subsets: new Map(),
    classIds: new Map(),
  });
  expect(store.images.find(gone.id)).toBeNull();
  expect(store.images.channelsOf(gone.id)).toHaveLength(1);
  expect(store.annotations.assignedTo('Carl')).toEqual([]);
  expect(store.splits.members(split.id)).toEqual([]);
  expect(store.removedImages.page(0, 10)).toEqual([gone]);
  expect(() => {
    store.images.add([imageOf({ path: gone.path })]);
  }).toThrow(/in the project already/);
  expect(() => {
    store.removedImages.remove([kept.id, gone.id]);
  }).toThrow(/has no such image/);
  expect(store.imageList.count({})).toBe(1);

  store.removedImages.restore([gone.id]);
  expect(store.images.find(gone.id)).toEqual(gone);
  expect(store.splits.members(split.id)).toEqual([{ imageId: gone.id, subset: 'test' }]);
  expect(hand.classAt(1, 0)).toBe(1);
  await store.close();
});

test('a purged image is forgotten with its channels and all that was said of it', async () => {
  const store = await newProject();
  const image = imageOf({ path: 'images/a.png', storage: 'copied' });
  const hand = new Hand(store, addLabels(store, image));
  hand.draw(0, 0, 3, 1);
  store.images.add([imageOf({ channelOf: image.id })]);
  store.images.tag([image.id], 'odd');
  expect(() => {
    store.removedImages.purge([image.id]);
  }).toThrow(/no such removed image/);
  store.removedImages.remove([image.id]);
  expect(store.removedImages.copiedFiles([image.id])).toEqual(['images/a.png']);
  store.removedImages.purge([image.id]);
  expect(store.images.findByPath(image.path)).toBeNull();
  expect(store.annotations.find(hand.annotationId)).toBeNull();
  expect(store.removedImages.page(0, 10)).toEqual([]);
  await store.checkFully();
  await store.close();
});

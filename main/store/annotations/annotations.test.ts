import { expect, test } from 'vitest';
import { openProject } from '../open-project.ts';
import { Hand, QUIET, addLabels, imageOf, newProject } from '../store.testing.ts';

test('labels go from hand to hand: assigned, drawn, sent back with a reason, mended, approved', async () => {
  let now = 1;
  const store = await newProject({ now: () => now++ });
  const hand = new Hand(store, addLabels(store));
  const { annotations } = store;
  const labels = (): ReturnType<typeof annotations.find> => annotations.find(hand.annotationId);

  annotations.assign(hand.annotationId, 'Anna');
  expect(annotations.assignedTo('Anna').map(({ id }) => id)).toEqual([hand.annotationId]);
  expect(() => {
    annotations.approve(hand.annotationId, 'Bert');
  }).toThrow(/nothing to review/);
  hand.draw(0, 0, 3, 1);
  annotations.setState(hand.annotationId, 'labelled');
  annotations.sendBack(hand.annotationId, 'Bert', 'the edge is missing');
  expect(labels()).toMatchObject({
    state: 'in-progress',
    assignedTo: 'Anna',
    returned: { by: 'Bert', reason: 'the edge is missing' },
  });
  annotations.setState(hand.annotationId, 'labelled');
  expect(labels()).toMatchObject({ state: 'labelled', returned: null });
  annotations.approve(hand.annotationId, 'Bert');
  expect(labels()).toMatchObject({ state: 'reviewed', reviewer: 'Bert', assignedTo: null });

  // What changes after a review has not been reviewed.
  hand.draw(5, 5, 3, 1);
  expect(labels()).toMatchObject({ state: 'labelled', reviewer: null });
  await store.close();
});

test('an image without a defect is labelled, which is not the same as unlabelled', async () => {
  const store = await newProject();
  const id = addLabels(store);
  expect(store.imageList.count({ states: ['unlabelled'] })).toBe(1);
  store.annotations.setState(id, 'labelled');
  expect(store.imageList.count({ states: ['labelled'] })).toBe(1);
  expect(store.imageFacts.statistics(store.annotations.find(id)!.imageId)).toEqual([]);
  await store.close();
});

test('several annotators have a map each; lists show the current one', async () => {
  const store = await newProject();
  const image = imageOf();
  const anna = new Hand(store, addLabels(store, image));
  const bert = new Hand(store, store.annotations.begin(image.id, 'Bert').id, 'Bert');
  anna.draw(0, 0, 3, 1);
  bert.draw(0, 0, 9, 2);
  store.folding.foldAll();
  expect(store.annotations.ofImage(image.id)).toMatchObject([
    { annotator: 'Anna', current: true },
    { annotator: 'Bert', current: false },
  ]);
  expect(store.imageFacts.statistics(image.id)).toMatchObject([{ classId: 1, pixels: 3 }]);
  store.annotations.makeCurrent(bert.annotationId);
  expect(store.imageFacts.statistics(image.id)).toMatchObject([{ classId: 2, pixels: 9 }]);
  expect([anna.classAt(0, 0), bert.classAt(0, 0)]).toEqual([1, 2]);
  expect(store.annotations.begin(image.id, 'Bert').id).toBe(bert.annotationId);
  await store.close();
});

test('the channels of a view share one map', async () => {
  const store = await newProject();
  const image = imageOf();
  const id = addLabels(store, image);
  const channel = imageOf({ channelOf: image.id });
  store.images.add([channel]);
  expect(store.annotations.begin(channel.id, 'Anna').id).toBe(id);
  expect(store.images.channelsOf(image.id)).toEqual([channel]);
  expect(store.imageList.count({})).toBe(1);
  expect(() => {
    store.images.add([imageOf({ channelOf: channel.id })]);
  }).toThrow(/cannot be a channel/);
  await store.close();
});

test('what an image still open had left is folded when the project is opened again', async () => {
  const store = await newProject();
  const image = imageOf();
  new Hand(store, addLabels(store, image)).draw(0, 0, 3, 1);
  await store.close();
  const again = await openProject(store.place.file, QUIET);
  expect(again.imageFacts.statistics(image.id)).toMatchObject([{ classId: 1, pixels: 3 }]);
  await again.close();
});

import { expect, test } from 'vitest';
import type { ProjectStore } from './project-store.ts';
import { Hand, addLabels, newProject } from './store.testing.ts';

/** Labels that show Dust (1) in 3 px and, below them, Scratch (2) in 4 px, counted. */
async function labelled(): Promise<{ store: ProjectStore; hand: Hand; imageId: string }> {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  hand.draw(0, 0, 3, 1);
  hand.draw(0, 1, 4, 2);
  store.folding.fold(hand.annotationId);
  return { store, hand, imageId: store.labelMaps.sheet(hand.annotationId).imageId };
}

function countAll(store: ProjectStore): void {
  while (store.countAgain());
}

test('labels of a merged class are the other one, in maps, counts, lists and what is drawn next', async () => {
  const { store, hand, imageId } = await labelled();
  expect(store.removedClasses.usage(2)).toEqual({ images: 1, instances: 1, pixels: 4, runs: 0, rules: 0 });
  store.removedClasses.merge(2, 1);
  countAll(store);
  expect([hand.classAt(0, 0), hand.classAt(0, 1)]).toEqual([1, 1]);
  expect(store.imageFacts.statistics(imageId)).toMatchObject([{ classId: 1, pixels: 7, instances: 1 }]);
  expect([1, 2].map((id) => store.imageList.count({ classIds: [id] }))).toEqual([1, 0]);
  expect(store.classes.list().map(({ id }) => id)).toEqual([1]);
  expect(store.classes.add('Scratch').id).toBe(3);
  hand.draw(0, 1, 2, 3);
  store.folding.fold(hand.annotationId);
  expect([hand.classAt(1, 1), hand.classAt(2, 1)]).toEqual([3, 1]);
  await store.close();
});

test('whoever has an older map open is told, and what was drawn before the merge can be taken back', async () => {
  const { store, hand } = await labelled();
  const stale = hand.request();
  store.removedClasses.merge(2, 1);
  expect(() => store.journal.undo(stale)).toThrow(/the labels are at revision 3/);
  const { patch } = store.journal.undo(hand.request());
  expect([...patch.before.values]).toContain(1);
  expect([...patch.before.values]).not.toContain(2);
  expect(hand.classAt(0, 1)).toBe(0);
  store.journal.redo(hand.request());
  expect(hand.classAt(0, 1)).toBe(1);
  await store.close();
});

test('a merged class comes back with its labels but for what was drawn over them', async () => {
  const { store, hand, imageId } = await labelled();
  store.removedClasses.merge(2, 1);
  countAll(store);
  hand.draw(0, 1, 1, 0);
  store.removedClasses.restore(2);
  store.folding.foldAll();
  countAll(store);
  expect([0, 1, 3].map((x) => hand.classAt(x, 1))).toEqual([0, 2, 2]);
  expect(store.imageFacts.statistics(imageId)).toMatchObject([
    { classId: 1, pixels: 3 },
    { classId: 2, pixels: 3 },
  ]);
  expect(store.classes.list().map(({ id, key }) => [id, key])).toEqual([
    [1, '1'],
    [2, '2'],
  ]);
  await store.close();
});

test('merges follow one another', async () => {
  const { store, hand } = await labelled();
  store.classes.add('Run');
  store.removedClasses.merge(2, 1);
  store.removedClasses.merge(1, 3);
  expect([hand.classAt(0, 0), hand.classAt(0, 1)]).toEqual([3, 3]);
  store.removedClasses.restore(1);
  expect([hand.classAt(0, 0), hand.classAt(0, 1)]).toEqual([1, 1]);
  await store.close();
});

test('a class that labels show is removed with its labels only if asked so', async () => {
  const { store, hand, imageId } = await labelled();
  expect(() => {
    store.removedClasses.remove(2, false);
  }).toThrow(/1 images show it/);
  store.removedClasses.remove(2, true);
  countAll(store);
  expect([hand.classAt(0, 0), hand.classAt(0, 1)]).toEqual([1, 0]);
  expect(store.imageFacts.statistics(imageId)).toMatchObject([{ classId: 1, pixels: 3 }]);
  expect(store.removedClasses.list()).toMatchObject([{ id: 2, name: 'Scratch', shownAs: 0 }]);
  store.classes.add('Scratch');
  expect(() => {
    store.removedClasses.restore(2);
  }).toThrow(/A class of this name exists/);
  await store.close();
});

test('rules about a merged class are about the other one too', async () => {
  const { store } = await labelled();
  const rule = { name: 'none', unit: 'px', maxCount: 0 } as const;
  store.acceptanceRules.replace([{ ...rule, classes: [2] }, rule]);
  store.removedClasses.merge(2, 1);
  expect(store.acceptanceRules.list()).toEqual([{ ...rule, classes: [2, 1] }, rule]);
  expect(() => {
    store.removedClasses.merge(1, 1);
  }).toThrow(/into itself/);
  await store.close();
});

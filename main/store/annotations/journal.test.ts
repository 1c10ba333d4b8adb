import { expect, test } from 'vitest';
import { StaleBaseError } from '../../../app/domain/stale-base-error.ts';
import { openProject } from '../open-project.ts';
import { Hand, QUIET, addLabels, newProject } from '../store.testing.ts';

test('a change is there when it is made, and lists see its labels once the image is left', async () => {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  // Over the border of two tiles.
  expect(hand.draw(1020, 5, 10, 2)).toBe(1);
  expect([1019, 1020, 1029, 1030].map((x) => hand.classAt(x, 5))).toEqual([0, 2, 2, 0]);
  const { imageId, state } = store.annotations.find(hand.annotationId)!;
  expect(state).toBe('in-progress');
  store.folding.fold(hand.annotationId);
  expect(store.imageFacts.statistics(imageId)).toEqual([
    { classId: 2, pixels: 10, instances: 1, largestAreaPx: 10, largestLengthPx: 10 },
  ]);
  expect([1019, 1020, 1029, 1030].map((x) => hand.classAt(x, 5))).toEqual([0, 2, 2, 0]);
  await store.close();
});

test('the same request again does nothing and gets the same answer', async () => {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  const request = { ...hand.request(), patch: hand.line(0, 0, 3, 1) };
  const first = store.journal.apply(request);
  hand.draw(0, 1, 3, 1);
  expect(store.journal.apply(request)).toEqual(first);
  expect(store.annotations.find(hand.annotationId)?.revision).toBe(2);
  expect(() => store.journal.undo(request)).toThrow(/was another one before/);
  await store.close();
});

test('a change on labels that someone changed since is a conflict that tells both revisions', async () => {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  const late = { ...hand.request(), patch: hand.line(0, 0, 3, 1) };
  hand.draw(5, 5, 3, 1);
  expect(() => store.journal.apply(late)).toThrow(StaleBaseError);
  try {
    store.journal.apply(late);
  } catch (error) {
    expect(error).toMatchObject({ baseRevision: 0, revision: 1 });
  }
  expect(hand.classAt(0, 0)).toBe(0);
  await store.close();
});

test('a patch that leaves the image, does not fit, or draws an unknown class changes nothing', async () => {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  const patch = hand.line(0, 0, 3, 1);
  const refused = (spoilt: typeof patch) => () => store.journal.apply({ ...hand.request(), patch: spoilt });
  expect(refused({ ...patch, box: { ...patch.box, x: 1098 } })).toThrow(/not inside the image/);
  expect(refused({ ...patch, after: { ...patch.after, values: Uint32Array.of(3) } })).toThrow(/no class 3/);
  expect(refused({ ...patch, before: patch.after, after: patch.before })).toThrow(/not one of the labels/);
  expect(store.annotations.find(hand.annotationId)?.revision).toBe(0);
  await store.close();
});

test('undo and redo go on after reopening, and a new change ends what could be redone', async () => {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  hand.draw(0, 0, 3, 1);
  hand.draw(0, 0, 2, 2);
  await store.close();

  const again = await openProject(store.place.folder, QUIET);
  const other = new Hand(again, hand.annotationId);
  expect(other.classAt(0, 0)).toBe(2);
  again.journal.undo(other.request());
  expect(other.classAt(0, 0)).toBe(1);
  again.journal.undo(other.request());
  expect(other.classAt(0, 0)).toBe(0);
  expect(() => again.journal.undo(other.request())).toThrow(/nothing left to undo/);
  expect(again.journal.reach(hand.annotationId)).toEqual({ undo: 0, redo: 2 });
  again.journal.redo(other.request());
  expect(other.classAt(0, 0)).toBe(1);
  other.draw(9, 9, 1, 1);
  expect(() => again.journal.redo(other.request())).toThrow(/nothing to redo/);
  expect(again.journal.reach(hand.annotationId)).toEqual({ undo: 2, redo: 0 });
  await again.close();
});

test('blame tells who drew a pixel, and after an undo who drew it before', async () => {
  const store = await newProject();
  const anna = new Hand(store, addLabels(store));
  const bert = new Hand(store, anna.annotationId, 'Bert');
  anna.draw(0, 0, 3, 1);
  bert.draw(0, 0, 2, 2, 'polygon');
  expect(store.blame(anna.annotationId, 0, 0)).toMatchObject({
    from: 'journal',
    madeBy: 'Bert',
    tool: 'polygon',
  });
  expect(store.blame(anna.annotationId, 2, 0)).toMatchObject({ madeBy: 'Anna', revision: 1 });
  expect(store.blame(anna.annotationId, 50, 50)).toBeNull();
  store.journal.undo(bert.request());
  expect(store.blame(anna.annotationId, 0, 0)).toMatchObject({ madeBy: 'Anna', revision: 1 });
  await store.close();
});

test('beyond its limit the journal forgets the oldest patches; the labels stay, and tiles tell who drew them', async () => {
  const store = await newProject({ journalBytes: 200 });
  const anna = new Hand(store, addLabels(store));
  for (let y = 0; y < 20; y++) anna.draw(0, y, 10, 1);
  const { undo } = store.journal.reach(anna.annotationId);
  expect(undo).toBeGreaterThan(0);
  expect(undo).toBeLessThan(20);
  expect(Array.from({ length: 20 }, (_, y) => anna.classAt(9, y))).toEqual(Array(20).fill(1));
  expect(store.blame(anna.annotationId, 0, 0)).toMatchObject({ from: 'tile', madeBy: 'Anna' });
  expect(store.blame(anna.annotationId, 0, 19)).toMatchObject({ from: 'journal', revision: 20 });
  for (let left = undo; left > 0; left--) store.journal.undo(anna.request());
  expect(anna.classAt(0, 20 - undo - 1)).toBe(1);
  expect(anna.classAt(0, 20 - undo)).toBe(0);
  await store.close();
});

test('after many changes the journal of a map is folded by itself', async () => {
  const store = await newProject();
  const hand = new Hand(store, addLabels(store));
  for (let y = 0; y < 70; y++) hand.draw(0, y, 2, 1);
  const { revision, foldedRevision } = store.labelMaps.sheet(hand.annotationId);
  expect([revision, foldedRevision]).toEqual([70, 64]);
  await store.close();
});

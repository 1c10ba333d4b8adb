import { v7 as newId } from 'uuid';
import { expect, test } from 'vitest';
import type { Image } from '../../../app/domain/image.ts';
import type { ImageFilter, ImageOrder } from '../../../app/domain/image-query.ts';
import type { ProjectStore } from '../project-store.ts';
import { Hand, imageOf, newProject } from '../store.testing.ts';

const ADDED: ImageOrder = { by: 'added', descending: false };

/** Five images a.png to e.png; a and b are of part 1 in lot L1, c of part 1 in lot L2. */
async function fiveImages(): Promise<{ store: ProjectStore; images: Image[]; splitId: string }> {
  let now = 100;
  const store = await newProject({ now: () => now++ });
  const [first, second] = [store.parts.named('1', 'L1'), store.parts.named('1', 'L2')];
  const parts = [first.id, first.id, second.id, null, null];
  const images = parts.map((partId, i) =>
    imageOf({ partId, path: `line/${'abcde'[i]}.png`, view: i < 2 ? 'top' : null }),
  );
  store.images.add(images);
  const draw = (image: Image, length: number, classId: number): Hand => {
    const hand = new Hand(store, store.annotations.begin(image.id, 'Anna').id);
    hand.draw(0, 0, length, classId);
    store.folding.fold(hand.annotationId);
    return hand;
  };
  draw(images[0], 9, 1);
  const hand = draw(images[2], 20, 2);
  store.annotations.setState(hand.annotationId, 'labelled');
  store.images.tag([images[0].id, images[1].id], 'odd');
  store.images.tag([images[0].id], 'dark');
  const note = { id: newId(), imageId: images[4].id, author: 'Anna', text: 'Wiped since', writtenAt: 5 };
  store.imageNotes.add(note);
  store.annotations.assign(hand.annotationId, 'Carl');
  const splitId = newId();
  store.splits.add(
    { id: splitId, name: 'first', method: 'file', options: {}, seed: 1, locked: ['test'], createdAt: 1 },
    [
      { imageId: images[0].id, subset: 'train' },
      { imageId: images[2].id, subset: 'test' },
    ],
  );
  return { store, images, splitId };
}

function letters(store: ProjectStore, filter: ImageFilter, order = ADDED): string {
  return store.imageList
    .page({ filter, order, offset: 0, limit: 200 })
    .map(({ path }) => path[5])
    .join('');
}

test('filters by everything that a list can be narrowed to, and by several things at once', async () => {
  const { store, images, splitId } = await fiveImages();
  const cases: [ImageFilter, string][] = [
    [{}, 'abcde'],
    [{ states: ['unlabelled'] }, 'bde'],
    [{ states: ['labelled', 'in-progress'] }, 'ac'],
    [{ classIds: [1] }, 'a'],
    [{ classIds: [1, 2] }, 'ac'],
    [{ subset: { splitId, subset: 'test' } }, 'c'],
    [{ subset: { splitId, subset: null } }, 'bde'],
    [{ lot: 'L1' }, 'ab'],
    [{ partId: images[2].partId! }, 'c'],
    [{ view: 'top' }, 'ab'],
    [{ tags: ['odd'] }, 'ab'],
    [{ tags: ['odd', 'dark'] }, 'a'],
    [{ text: 'D.PNG' }, 'd'],
    [{ text: '%' }, ''],
    [{ text: 'dark' }, 'a'],
    [{ text: 'l2' }, 'c'],
    [{ text: 'wiped' }, 'e'],
    [{ text: 'Carl' }, 'c'],
    [{ text: '_' }, ''],
    [{ largestLengthPx: { from: 9.5 } }, 'c'],
    [{ largestLengthPx: { to: 9.5 } }, 'a'],
    [{ labelsChangedAt: { from: 0, to: 500 } }, 'c'],
    [{ lot: 'L1', classIds: [1, 2], text: 'line' }, 'a'],
  ];
  for (const [filter, expected] of cases) {
    expect(letters(store, filter), JSON.stringify(filter)).toBe(expected);
    expect(store.imageList.count(filter)).toBe(expected.length);
    expect(store.imageList.ids(filter)).toHaveLength(expected.length);
  }
  await store.close();
});

test('sorts, with ties in the order in which images were added, and pages', async () => {
  const { store } = await fiveImages();
  expect(letters(store, {}, { by: 'path', descending: true })).toBe('edcba');
  expect(letters(store, {}, { by: 'largest-defect', descending: true })).toBe('caedb');
  expect(letters(store, {}, { by: 'largest-defect', descending: false })).toBe('bdeac');
  expect(letters(store, { classIds: [1, 2] }, { by: 'label-age', descending: false })).toBe('ca');
  const page = store.imageList.page({ filter: {}, order: ADDED, offset: 3, limit: 1 });
  expect(page.map(({ path }) => path)).toEqual(['line/d.png']);
  await store.close();
});

test('lists what is to be shown of each image', async () => {
  const { store, images, splitId } = await fiveImages();
  const filter = { subset: { splitId, subset: 'train' } } as const;
  expect(store.imageList.page({ filter, order: ADDED, offset: 0, limit: 1 })).toMatchObject([
    {
      ...images[0],
      partName: '1',
      lot: 'L1',
      tags: ['dark', 'odd'],
      state: 'in-progress',
      largestLengthPx: 9,
      subset: 'train',
    },
  ]);
  await store.close();
});

test('counts the values that a filter leaves', async () => {
  const { store, splitId } = await fiveImages();
  expect(store.countFacets({}, splitId)).toEqual({
    count: 5,
    states: new Map([
      ['in-progress', 1],
      ['labelled', 1],
      ['unlabelled', 3],
    ]),
    classIds: new Map([
      [1, 1],
      [2, 1],
    ]),
    lots: new Map([
      ['L1', 2],
      ['L2', 1],
    ]),
    tags: new Map([
      ['dark', 1],
      ['odd', 2],
    ]),
    subsets: new Map([
      ['test', 1],
      ['train', 1],
    ]),
  });
  expect(store.countFacets({ tags: ['dark'] }, null)).toMatchObject({ count: 1, subsets: new Map() });
  await store.close();
});

test('an image never leaves a locked subset', async () => {
  const { store, images, splitId } = await fiveImages();
  const move = (): void => {
    store.splits.assign(splitId, [
      { imageId: images[3].id, subset: 'val' },
      { imageId: images[2].id, subset: 'train' },
    ]);
  };
  expect(move).toThrow(/is in test, which is locked/);
  expect(store.splits.members(splitId)).toHaveLength(2);
  store.splits.lock(splitId, []);
  move();
  expect(letters(store, { subset: { splitId, subset: 'train' } })).toBe('ac');
  await store.close();
});

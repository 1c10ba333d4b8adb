import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../../native-models/random.ts';
import { balanceTable } from './balance-table.ts';
import { splitImages, type SplitOptions } from './split-images.ts';
import { image, singles } from './split-images.testing.ts';
import type { SplitImage } from './split-image.ts';
import type { Subset } from '../domain/split.ts';
import { DEFAULT_RATIOS } from './ratios.ts';

function seeded(seed: number): () => number {
  const source = random(seed);
  return () => source.uniform();
}

const split = (images: readonly SplitImage[], options: Partial<SplitOptions> = {}, seed = 1): Subset[] =>
  splitImages(images, { uniform: seeded(seed), ...options });

const countOf = (subsets: readonly Subset[], subset: Subset): number =>
  subsets.filter((found) => found === subset).length;

const drawnImages = fc
  .array(
    fc.record({
      part: fc.integer({ min: 0, max: 12 }),
      classIds: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 })),
    }),
    { minLength: 20, maxLength: 80 },
  )
  .map((list) => list.map(({ part, classIds }, at) => image(`i${at}`, `p${part}`, classIds)))
  .filter((list) => {
    const sizes = [...Map.groupBy(list, ({ part }) => part).values()].map((members) => members.length);
    return sizes.length >= 6 && Math.min(...sizes) <= Math.ceil(list.length / 10);
  });

describe('what can be said by hand', () => {
  test('ten images of a class and ten without defects: each 8, 1, 1', () => {
    const images = [...singles(10, [1]), ...singles(10, [], 10)];
    const subsets = split(images);
    for (const half of [subsets.slice(0, 10), subsets.slice(10)]) {
      expect([countOf(half, 'train'), countOf(half, 'val'), countOf(half, 'test')]).toEqual([8, 1, 1]);
    }
  });

  test('a calibration subset where one is asked for', () => {
    const ratios = { train: 0.5, val: 0.1, calibration: 0.2, test: 0.2 };
    const subsets = split(singles(10, [1]), { ratios });
    expect([countOf(subsets, 'train'), countOf(subsets, 'val')]).toEqual([5, 1]);
    expect([countOf(subsets, 'calibration'), countOf(subsets, 'test')]).toEqual([2, 2]);
  });

  test('small, medium and large defects of a class in each subset', () => {
    const images = Array.from({ length: 30 }, (_, at) => ({
      ...image(`${at}`, null),
      defects: [{ classId: 1, areaPx: 1 + at }],
    }));
    const { rows } = balanceTable(images, split(images), DEFAULT_RATIOS);
    expect(rows.map(({ classes }) => classes[0].sizes)).toEqual([
      [8, 8, 8],
      [1, 1, 1],
      [1, 1, 1],
    ]);
  });

  test('an image that shows two classes counts for both', () => {
    const images = [...singles(8, [1, 2]), ...singles(2, [1], 8), ...singles(2, [2], 10)];
    const { largestClassDeviation } = balanceTable(images, split(images), DEFAULT_RATIOS);
    expect(largestClassDeviation).toBeCloseTo(0, 9);
  });
});

describe('groups', () => {
  test('are never divided, and no subset is empty', () => {
    fc.assert(
      fc.property(drawnImages, fc.nat(), (images, seed) => {
        const subsets = split(images, { groupBy: ['part'] }, seed);
        const byPart = Map.groupBy(images.keys(), (at) => images[at].part);
        for (const members of byPart.values()) {
          expect(new Set(members.map((at) => subsets[at])).size).toBe(1);
        }
        expect(new Set(subsets)).toEqual(new Set(['train', 'val', 'test']));
      }),
      { numRuns: 20 },
    );
  });

  test('the same seed splits alike in whatever order the images come; another seed does not', () => {
    const images = Array.from({ length: 200 }, (_, at) => image(`i${at}`, `p${at % 60}`, [1 + (at % 3)]));
    const byId = (list: readonly SplitImage[], seed: number): Map<string, Subset> => {
      const subsets = split(list, { groupBy: ['part'] }, seed);
      return new Map(list.map(({ id }, at): [string, Subset] => [id, subsets[at]]).sort());
    };
    expect(byId(images.toReversed(), 5)).toEqual(byId(images, 5));
    expect(byId(images, 6)).not.toEqual(byId(images, 5));
  });

  test('a link joins two parts; parts of one name in two lots are two', () => {
    const images = ['A', 'B'].flatMap((lot) =>
      Array.from({ length: 10 }, (_, part) => image(`${lot}${part}`, `${part}`, [], lot)),
    );
    for (let seed = 0; seed < 20; seed++) {
      const subsets = split(images, { groupBy: ['part'], links: [{ first: 3, second: 17 }] }, seed);
      expect(subsets[3]).toBe(subsets[17]);
    }
    const apart = Array.from({ length: 20 }, (_, seed) => split(images, { groupBy: ['part'] }, seed));
    expect(apart.some((subsets) => subsets[3] !== subsets[13])).toBe(true);
  });
});

describe('locked subsets', () => {
  test('members stay when images arrive, and new images of their parts join them', () => {
    const first = Array.from({ length: 100 }, (_, at) => image(`a${at}`, `p${at % 50}`, [1 + (at % 2)]));
    const before = split(first, { groupBy: ['part'] });
    const locked = new Map(first.flatMap(({ id }, at) => (before[at] === 'test' ? [[id, before[at]]] : [])));
    const later = Array.from({ length: 100 }, (_, at) => image(`b${at}`, `p${at % 100}`, [1 + (at % 2)]));
    const images = [...first, ...later];
    const after = split(images, { groupBy: ['part'], locked }, 2);
    const testParts = new Set(first.filter((_, at) => before[at] === 'test').map(({ part }) => part));
    expect(testParts.size).toBeGreaterThan(2);
    for (const [at, { part }] of images.entries()) if (testParts.has(part)) expect(after[at]).toBe('test');
    const { rows } = balanceTable(images, after, DEFAULT_RATIOS);
    for (const { all } of rows) expect(Math.abs(all.deviation!)).toBeLessThan(2);
  });

  test('a subset that was locked and is not asked for any more keeps its members and gets no others', () => {
    const images = singles(20, [1]);
    const locked = new Map<string, Subset>([[images[4].id, 'calibration']]);
    const subsets = split(images, { ratios: { train: 0.5, test: 0.5 }, locked });
    expect(countOf(subsets, 'calibration')).toBe(1);
    expect(subsets[4]).toBe('calibration');
  });

  test('a part in two locked subsets is refused by name', () => {
    const images = [image('a', 'p', []), image('b', 'p', []), ...singles(20)];
    const locked = new Map<string, Subset>([
      ['a', 'train'],
      ['b', 'test'],
    ]);
    expect(() => split(images, { groupBy: ['part'], locked })).toThrow(
      'the part "p": Its images are in several locked subsets: train, test. Unlock all of these but one',
    );
  });
});

describe('what cannot be split', () => {
  test.each([
    [
      { train: 0.8, val: 0.1, test: 0.2 },
      'train 0.8, val 0.1, calibration 0, test 0.2: The ratios sum to 1.1',
    ],
    [{ train: 1.5, val: -0.5 }, 'The ratio of train is not between 0 and 1'],
    [{ train: NaN, val: 1 }, 'The ratio of train is not between 0 and 1'],
  ])('ratios %o', (ratios, message) => {
    expect(() => split(singles(10), { ratios })).toThrow(message);
  });

  test('nothing, and fewer groups than subsets', () => {
    expect(() => split([])).toThrow('There are no images to split. Import images first.');
    expect(() => split([image('a', 'p'), image('b', 'p')], { groupBy: ['part'] })).toThrow(
      'There is 1 group for 3 subsets (train, val, test)',
    );
  });

  test('a group larger than any subset', () => {
    const images = [
      ...Array.from({ length: 9 }, (_, at) => image(`a${at}`, 'huge')),
      image('b', 'x'),
      image('c', 'y'),
    ];
    expect(() => split(images, { groupBy: ['part'], ratios: { train: 0.6, val: 0.2, test: 0.2 } })).toThrow(
      'the part "huge": It has 9 of 11 images, more than the largest subset is to get (7)',
    );
  });

  test('a subset for which every group is too large', () => {
    const images = ['A', 'B', 'C'].flatMap((lot) =>
      Array.from({ length: 10 }, (_, at) => image(`${lot}${at}`, null, [], lot)),
    );
    expect(() => split(images, { groupBy: ['lot'] })).toThrow(
      'the lot "A": It is the smallest group and has 10 of 30 images, more than the subset val is to get (3)',
    );
  });
});

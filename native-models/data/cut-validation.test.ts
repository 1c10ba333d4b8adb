import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { cutValidation as cutValidationOf } from './cut-validation.ts';
import type { DatasetItem } from './dataset.ts';
import type { Subset } from '../../app/domain/split.ts';

function item(name: string, group: string, classIds: number[], subset: Subset = 'train'): DatasetItem {
  return {
    name,
    imagePath: name,
    maskPath: null,
    maskReading: { kind: 'indexed' },
    regionPath: null,
    zonesPath: null,
    scale: null,
    lot: null,
    subset,
    className: null,
    group,
    width: 1,
    height: 1,
    channels: 1,
    bitsStored: 8,
    significantBits: 8,
    classPixels: [1, 2, 3].map((_, classId) => (classIds.includes(classId) ? 1 : 0)),
    ignoredPixels: 0,
  };
}

function cutValidation(items: readonly DatasetItem[], share: number, seed: number): DatasetItem[] {
  return cutValidationOf({ items, splitFile: 'split.csv' }, share, seed);
}

const items = fc
  .array(fc.record({ group: fc.integer({ min: 0, max: 15 }), classId: fc.integer({ min: 0, max: 2 }) }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((list) => list.map(({ group, classId }, i) => item(`${i}.png`, `g${group}`, [classId])))
  .filter((list) => new Set(list.map(({ group }) => group)).size > 6);

describe('cutValidation', () => {
  test('takes the share of each class, by whole groups', () => {
    const train = [0, 1, 2].flatMap((classId) =>
      Array.from({ length: 40 }, (_, i) =>
        item(`${classId}-${i}.png`, `${classId}-${Math.floor(i / 2)}`, [classId]),
      ),
    );
    const val = cutValidation(train, 0.2, 7).filter(({ subset }) => subset === 'val');
    for (const classId of [0, 1, 2]) {
      expect(val.filter(({ classPixels }) => classPixels[classId] > 0)).toHaveLength(8);
    }
  });

  test('keeps groups whole, leaves both sides something, and depends on the seed alone', () => {
    fc.assert(
      fc.property(items, fc.double({ min: 0.05, max: 0.5, noNaN: true }), fc.nat(), (list, share, seed) => {
        const cut = cutValidation(list, share, seed);
        const groupsOf = (subset: Subset): Set<string> =>
          new Set(cut.filter((one) => one.subset === subset).map(({ group }) => group));
        expect([...groupsOf('val')].filter((group) => groupsOf('train').has(group))).toEqual([]);
        expect(groupsOf('val').size).toBeGreaterThan(0);
        expect(groupsOf('train').size).toBeGreaterThan(0);
        const again = cutValidation(list.toReversed(), share, seed).toReversed();
        expect(again).toEqual(cut);
      }),
    );
  });

  test('another seed cuts others', () => {
    const train = Array.from({ length: 50 }, (_, i) => item(`${i}`, `${i}`, [1]));
    expect(cutValidation(train, 0.2, 1)).not.toEqual(cutValidation(train, 0.2, 2));
  });

  test('leaves test alone, and what has a val subset altogether', () => {
    const train = [item('a', 'a', [1]), item('b', 'b', [1])];
    const withTest = cutValidation([...train, item('t', 't', [1], 'test')], 0.5, 1);
    expect(withTest[2].subset).toBe('test');
    const withVal = [...train, item('v', 'v', [1], 'val')];
    expect(cutValidation(withVal, 0.5, 1)).toEqual(withVal);
  });

  test('refuses where one group would have to be divided', () => {
    const cut = (): unknown => cutValidation([item('a', 'g', [1]), item('b', 'g', [1])], 0.2, 1);
    expect(cut).toThrow(BlemishError);
    expect(cut).toThrow(/^split\.csv: The train subset has too few groups/);
  });
});

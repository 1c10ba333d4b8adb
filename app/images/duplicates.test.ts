import { expect, test } from 'vitest';
import { duplicatesByHash } from './duplicates.ts';

test('what has a content in common, the first one first; what is alone is left out', () => {
  const [a, b, c, d, e] = ['x', 'y', 'x', 'z', 'x'].map((hash, at) => ({ path: `${at}`, hash }));
  expect(duplicatesByHash([a, b, c, d, e])).toEqual([[a, c, e]]);
  expect(duplicatesByHash([])).toEqual([]);
});

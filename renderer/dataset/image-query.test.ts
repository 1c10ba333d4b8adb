import { expect, test } from 'vitest';
import { ALL_IMAGES, parseQueryAddress, queryAddress, toggled, withPart } from './image-query.ts';

test('a query survives the address', () => {
  const query = {
    filter: { states: ['labelled' as const], text: 'Lot 4/ü?#%', largestLengthPx: { from: 3.5 } },
    order: { by: 'path' as const, descending: true },
  };
  expect(parseQueryAddress(queryAddress(query))).toEqual(query);
  expect(queryAddress(query)).not.toMatch(/[/#?]/);
});

test('all images need no address, and an address that cannot be read shows them', () => {
  expect(queryAddress(ALL_IMAGES)).toBe('');
  for (const address of ['', '%', '{}', encodeURIComponent('{"filter":{"colour":1}}')]) {
    expect(parseQueryAddress(address)).toEqual(ALL_IMAGES);
  }
});

test('a part that narrows nothing is taken away', () => {
  expect(withPart({ lot: 'A', text: 'x' }, 'text', '')).toEqual({ lot: 'A' });
  expect(withPart({ states: ['labelled'] }, 'states', [])).toEqual({});
  expect(withPart({}, 'tags', ['odd'])).toEqual({ tags: ['odd'] });
});

test('an item goes in and out', () => {
  expect(toggled(undefined, 1)).toEqual([1]);
  expect(toggled([1, 2], 1)).toEqual([2]);
});

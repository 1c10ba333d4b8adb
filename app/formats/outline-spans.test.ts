import { expect, test } from 'vitest';
import { outlineSpans } from './outline-spans.ts';

test('an outline that goes up and down without end is refused before it is filled', () => {
  const size = { width: 4, height: 2 ** 14 };
  const corners = Array.from({ length: 2 ** 13 }, (_, i) => (i % 2 === 0 ? 1 : ((i >> 1) % 2) * size.height));
  expect(() => outlineSpans(corners, size, 'a.json, shapes[0]')).toThrow(
    /^a\.json, shapes\[0\]: The edges of the polygon cross \d+ rows, more than any outline needs\. Simplify it/,
  );
});

test('pixels whose centres lie inside', () => {
  const { rows, starts, ends } = outlineSpans([1, 0, 3, 0, 3, 1, 1, 1], { width: 4, height: 2 }, 'a');
  expect([[...rows], [...starts], [...ends]]).toEqual([[0], [1], [3]]);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LogRing } from './log-ring.ts';

test('what fits is kept whole', () => {
  const ring = new LogRing(20);
  ring.add('one\n');
  ring.add('two\n');
  expect(ring.text).toBe('one\ntwo\n');
});

test('of more, the last whole lines are kept', () => {
  const ring = new LogRing(10);
  ring.add('first\nsecond\nlast\n');
  expect(ring.text).toBe('last\n');
});

test('a line longer than all keeps its end', () => {
  const ring = new LogRing(4);
  ring.add('abcdefgh');
  expect(ring.text).toBe('efgh');
});

test('in whatever pieces it comes, it is an end of what was said and within the limit', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 40 })), (pieces) => {
      const ring = new LogRing(15);
      for (const piece of pieces) ring.add(piece);
      expect(ring.text.length).toBeLessThanOrEqual(15);
      expect(pieces.join('').endsWith(ring.text)).toBe(true);
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunningTotal } from './running-total.ts';

test('the total is the sum of what every image has now, through changes and removals', () => {
  const change = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.option(fc.integer()));
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const running = new RunningTotal(0, (a, b) => a + b);
      const expected = new Map<string, number>();
      for (const [image, count] of changes) {
        if (count === null) {
          running.delete(image);
          expected.delete(image);
        } else {
          running.set(image, count);
          expected.set(image, count);
        }
        expect(running.total).toBe([...expected.values()].reduce((a, b) => a + b, 0));
      }
    }),
  );
});

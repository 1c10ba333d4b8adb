import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, labelMaps } from '../mask/label-map.testing.ts';
import { addConfusions, confusionMatrix, emptyConfusion } from './confusion.ts';

test('rows are the truth, columns the prediction', () => {
  const matrix = confusionMatrix(drawn('..1', '.12'), drawn('.11', '.22'), 3);
  // prettier-ignore
  expect([...matrix.counts]).toEqual([
    2, 1, 0,
    0, 1, 1,
    0, 0, 1,
  ]);
});

test('pixels whose truth is ignored count nowhere, whatever is predicted there', () => {
  expect([...confusionMatrix(drawn('#.'), drawn('1.'), 2).counts]).toEqual([1, 0, 0, 0]);
  expect([...confusionMatrix(drawn('#.'), drawn('#.'), 2).counts]).toEqual([1, 0, 0, 0]);
});

test('matrices add up', () => {
  const first = confusionMatrix(drawn('.1'), drawn('11'), 2);
  const second = confusionMatrix(drawn('1', '1'), drawn('.', '1'), 2);
  expect([...addConfusions(first, second).counts]).toEqual([0, 1, 1, 2]);
  expect(addConfusions(emptyConfusion(2), first)).toEqual(first);
});

test('refuses a class beyond the list, on either side, and maps of two sizes', () => {
  expect(() => confusionMatrix(drawn('3'), drawn('0'), 3)).toThrow(/truth holds class 3.*from 0 to 2/);
  expect(() => confusionMatrix(drawn('0'), drawn('3'), 3)).toThrow(/prediction holds class 3/);
  expect(() => confusionMatrix(drawn('0'), drawn('#'), 3)).toThrow(/prediction holds class 255/);
  expect(() => confusionMatrix(drawn('00'), drawn('0', '0'), 1)).toThrow(
    /prediction is 1x2 px.*truth 2x1 px/,
  );
});

test('all counts together are the counted pixels', () => {
  fc.assert(
    fc.property(labelMaps(2, [0, 1, 2, 255]), ([truth, other]) => {
      const prediction = { ...other, data: other.data.map((id) => id % 3) };
      const counted = truth.data.filter((id) => id !== 255).length;
      expect(confusionMatrix(truth, prediction, 3).counts.reduce((a, b) => a + b, 0)).toBe(counted);
    }),
  );
});

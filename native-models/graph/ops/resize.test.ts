import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { evaluate } from '../../../tests/reference/interpreter.ts';
import { constant, input, type Tensor } from '../tensor.ts';
import { matMul, transposeMatrix } from './matmul.ts';
import { resize, resizeMatrix } from './resize.ts';

test.each([
  ['up twofold', [2, 2, 3, 4], [6, 8]],
  ['up by 7/3 and 5/4', [1, 2, 3, 4], [7, 5]],
  ['down twofold', [2, 1, 6, 4], [3, 2]],
  ['down by 3/7 and up by 5/2', [1, 1, 7, 2], [3, 5]],
  ['from one pixel', [2, 3, 1, 1], [3, 4]],
  ['to one pixel', [2, 1, 5, 4], [1, 1]],
] as const)('gradient of Resize: %s', (_, shape, size) => {
  expect(gradientError((x) => resize(x, size), normals(shape))).toBeLessThan(1e-6);
});

const pixels = fc.integer({ min: 1, max: 9 });

test('gradient of Resize from any size to any size', () => {
  fc.assert(
    fc.property(pixels, pixels, pixels, pixels, (height, width, rows, columns) => {
      const error = gradientError((x) => resize(x, [rows, columns]), normals([1, 1, height, width]));
      expect(error).toBeLessThan(1e-6);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('two matrices resize as well', () => {
  fc.assert(
    fc.property(pixels, pixels, pixels, pixels, (height, width, rows, columns) => {
      const x = constant(normals([2, 1, height, width]).data, [2, 1, height, width]);
      const across = transposeMatrix(matrix(width, columns));
      const [resized, product] = evaluate([
        resize(x, [rows, columns]),
        matMul(matMul(matrix(height, rows), x), across),
      ]);
      for (const [index, value] of resized.entries()) expect(product[index]).toBeCloseTo(value, 12);
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('to its own size a map is left as it is', () => {
  const x = input('x', [1, 1, 2, 3]);
  expect(resize(x, [2, 3])).toBe(x);
});

function matrix(from: number, to: number): Tensor {
  return constant(resizeMatrix(from, to), [to, from]);
}

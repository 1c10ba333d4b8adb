import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { evaluate } from '../../../tests/reference/interpreter.ts';
import { constant, input } from '../tensor.ts';
import { concat, depthToSpace, expand, pad, reshape, slice, spaceToDepth, transpose } from './shape.ts';

test('gradient of Reshape', () => {
  expect(gradientError((x) => reshape(x, [5, 1, 6]), normals([2, 3, 5]))).toBeLessThan(1e-6);
});

test.each([[[0, 1, 2, 3]], [[3, 0, 2, 1]], [[1, 2, 3, 0]], [[0, 2, 3, 1]]])(
  'gradient of Transpose %j',
  (perm) => {
    expect(gradientError((x) => transpose(x, perm), normals([2, 3, 1, 5]))).toBeLessThan(1e-6);
  },
);

test.each([0, 1, 2, -1, -3])('gradient of Concat along axis %d', (axis) => {
  const shapes = [1, 4, 2].map((size) => [2, 3, 5].with(axis, size));
  const inputs = shapes.map((shape, index) => normals(shape, index));
  expect(gradientError((...parts) => concat(parts, axis), ...inputs)).toBeLessThan(1e-6);
});

test('gradient of Slice', () => {
  expect(gradientError((x) => slice(x, [2, 0], [1, 1], [4, 2]), normals([2, 3, 5]))).toBeLessThan(1e-6);
});

test('gradient of Pad', () => {
  expect(gradientError((x) => pad(x, [0, 1, 2], [1, 0, 3]), normals([2, 3, 5]))).toBeLessThan(1e-6);
});

test.each([
  [
    [1, 3, 1],
    [2, 3, 5],
  ],
  [[5], [2, 3, 5]],
  [
    [3, 1],
    [2, 3, 1],
  ],
  [[], [2, 3]],
])('gradient of Expand from %j to %j', (from, to) => {
  expect(gradientError((x) => expand(x, to), normals(from))).toBeLessThan(1e-6);
});

test.each([1, 2, 3])('gradients of SpaceToDepth and DepthToSpace in blocks of %d', (block) => {
  expect(gradientError((x) => spaceToDepth(x, block), normals([2, 2, block, 2 * block]))).toBeLessThan(1e-6);
  expect(gradientError((x) => depthToSpace(x, block), normals([2, 2 * block * block, 3, 1]))).toBeLessThan(
    1e-6,
  );
});

test('DepthToSpace undoes SpaceToDepth for any size', () => {
  const size = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(size, size, size, size, size, (n, channels, rows, columns, block) => {
      const shape = [n, channels, rows * block, columns * block];
      const x = constant(normals(shape).data, shape);
      const [before, after] = evaluate([x, depthToSpace(spaceToDepth(x, block), block)]);
      expect(after).toEqual(before);
    }),
    { seed: 1, numRuns: 30 },
  );
});

test('what changes nothing is no node', () => {
  const x = input('x', [2, 3]);
  expect(reshape(x, [2, 3])).toBe(x);
  expect(expand(x, [2, 3])).toBe(x);
  expect(concat([x], 0)).toBe(x);
});

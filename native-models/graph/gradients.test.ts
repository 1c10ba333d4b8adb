import { expect, test } from 'vitest';
import { gradientError, lossGradientError, normals } from '../../tests/reference/gradient-check.ts';
import { evaluate } from '../../tests/reference/interpreter.ts';
import { gradients } from './gradients.ts';
import { gelu, logSoftmax } from './ops/activation.ts';
import { add, mul, neg } from './ops/arithmetic.ts';
import { barrier } from './ops/barrier.ts';
import { cast } from './ops/cast.ts';
import { equal } from './ops/comparison.ts';
import { conv } from './ops/convolution.ts';
import { groupNormalization } from './ops/normalization.ts';
import { reduceSum } from './ops/reduction.ts';
import { resize } from './ops/resize.ts';
import { reshape } from './ops/shape.ts';
import { constant, input, type Tensor } from './tensor.ts';

test('a network of two layers: convolution, group normalization, GELU, resizing, cross entropy', () => {
  const labels = constant(
    Int32Array.from({ length: 24 }, (_, index) => index % 3),
    [2, 1, 3, 4],
    'int32',
  );
  const classes = constant(Int32Array.of(0, 1, 2), [1, 3, 1, 1], 'int32');
  const truth = cast(equal(labels, classes), 'float32');
  const loss = (x: Tensor, first: Tensor, scale: Tensor, bias: Tensor, second: Tensor): Tensor => {
    const hidden = gelu(groupNormalization(conv(x, first, { stride: 2, padding: 1 }), scale, bias, 2));
    const logits = resize(conv(hidden, second), [3, 4]);
    return mul(reshape(reduceSum(mul(neg(logSoftmax(logits, 1)), truth), [0, 1, 2, 3]), []), 1 / 24);
  };
  const error = lossGradientError(
    loss,
    normals([2, 2, 3, 5]),
    normals([4, 2, 3, 3]),
    normals([4], 1),
    normals([4], 2),
    normals([3, 4, 1, 1]),
  );
  expect(error).toBeLessThan(1e-6);
});

test('a tensor read several times gets the sum of its gradients', () => {
  expect(gradientError((x) => mul(add(x, mul(x, x)), x), normals([5]))).toBeLessThan(1e-6);
});

test('a gradient may be asked for halfway, and for the loss itself', () => {
  const x = input('x', []);
  const square = mul(x, x);
  const loss = mul(square, 3);
  expect(evaluate(gradients(loss, [square, loss]))).toEqual([Float64Array.of(3), Float64Array.of(1)]);
});

test('a target that the loss does not reach gets zeros', () => {
  const [x, other] = [input('x', []), input('other', [2, 3])];
  const [, gradient] = gradients(mul(x, x), [x, other]);
  expect(gradient.shape).toEqual([2, 3]);
  expect(evaluate([gradient])).toEqual([new Float64Array(6)]);
});

test('an operation without gradient between the loss and a target is named', () => {
  const [x, y] = [input('x', []), input('y', [])];
  const loss = mul(barrier(x, y), y);
  expect(() => gradients(loss, [x])).toThrow(
    'Barrier has no gradient: it stands between the loss and a target',
  );
});

test('an operation without gradient beside the way is no obstacle', () => {
  const [x, y] = [input('x', []), input('y', [])];
  const loss = mul(barrier(x, x), y);
  expect(evaluate(gradients(loss, [y]), { x: [7] })).toEqual([Float64Array.of(7)]);
});

test('the loss must be one number', () => {
  const x = input('x', [2]);
  expect(() => gradients(x, [x])).toThrow('gradients: the loss must be one number, not [2]');
});

test('a long chain is differentiated without overflowing the stack', () => {
  const x = input('x', []);
  let loss = x;
  for (let step = 0; step < 20_000; step++) loss = neg(loss);
  expect(evaluate(gradients(loss, [x]))).toEqual([Float64Array.of(1)]);
});

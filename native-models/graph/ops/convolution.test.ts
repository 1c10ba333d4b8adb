import { expect, test } from 'vitest';
import { gradientError, normals } from '../../../tests/reference/gradient-check.ts';
import { conv, type ConvolutionOptions } from './convolution.ts';

interface Case {
  readonly what: string;
  readonly x: readonly number[];
  readonly weight: readonly number[];
  readonly options?: ConvolutionOptions;
}

const cases: readonly Case[] = [
  { what: '1x1', x: [2, 3, 2, 5], weight: [4, 3, 1, 1] },
  { what: '3x3 that keeps the size', x: [2, 2, 4, 5], weight: [3, 2, 3, 3], options: { padding: 1 } },
  { what: '3x3 without padding', x: [2, 2, 3, 5], weight: [3, 2, 3, 3] },
  { what: '3x3 on a map of 1x1', x: [2, 3, 1, 1], weight: [2, 3, 3, 3], options: { padding: 1 } },
  { what: 'stride 2, odd size', x: [2, 2, 5, 7], weight: [3, 2, 3, 3], options: { stride: 2, padding: 1 } },
  { what: 'stride 2, even size', x: [1, 2, 6, 4], weight: [2, 2, 3, 3], options: { stride: 2, padding: 1 } },
  { what: 'stride 2, last row unread', x: [2, 1, 4, 6], weight: [2, 1, 3, 3], options: { stride: 2 } },
  { what: '5x5 with stride 2', x: [1, 2, 5, 6], weight: [2, 2, 5, 5], options: { stride: 2, padding: 2 } },
  { what: 'stride larger than the kernel', x: [2, 2, 5, 7], weight: [2, 2, 2, 2], options: { stride: 3 } },
  { what: 'patches of 4x4', x: [2, 1, 8, 4], weight: [3, 1, 4, 4], options: { stride: 4 } },
  { what: 'a kernel of 3x1', x: [2, 2, 4, 3], weight: [2, 2, 3, 1], options: { padding: 1 } },
  { what: 'two groups', x: [2, 4, 3, 4], weight: [6, 2, 3, 3], options: { padding: 1, group: 2 } },
  {
    what: 'depthwise, stride 2',
    x: [2, 3, 5, 3],
    weight: [3, 1, 3, 3],
    options: { stride: 2, padding: 1, group: 3 },
  },
];

test.each(cases)('gradients of Conv: $what', ({ x, weight, options }) => {
  const error = gradientError((x, weight) => conv(x, weight, options), normals(x, 1), normals(weight, 2));
  expect(error).toBeLessThan(1e-6);
});

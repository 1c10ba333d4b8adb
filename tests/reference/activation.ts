import { erf } from './erf.ts';
import type { Kernels } from './kernel.ts';
import { at, normalAxis, sumOver, tabulate, type NdArray } from './nd-array.ts';

export const activation: Kernels = {
  Gelu: ([x]) => [tabulate(x.shape, (index) => distributed(at(x, ...index)))],
  Relu: ([x]) => [tabulate(x.shape, (index) => Math.max(0, at(x, ...index)))],
  Softmax: ([x], { axis }) => [
    tabulate(x.shape, (index) => Math.exp(logShare(x, normalAxis(axis as number, x), index))),
  ],
  LogSoftmax: ([x], { axis }) => [
    tabulate(x.shape, (index) => logShare(x, normalAxis(axis as number, x), index)),
  ],
};

/** x times the probability that a standard normal number is below x. */
function distributed(x: number): number {
  return (x * (1 + erf(x / Math.SQRT2))) / 2;
}

/** log(exp(x) / sum of exp(x) along the axis), shifted by the largest so that nothing overflows. */
function logShare(x: NdArray, axis: number, index: readonly number[]): number {
  const along = (i: number): number => at(x, ...index.with(axis, i));
  const largest = Math.max(...Array.from({ length: x.shape[axis] }, (_, i) => along(i)));
  const sum = sumOver([x.shape[axis]], ([i]) => Math.exp(along(i) - largest));
  return at(x, ...index) - largest - Math.log(sum);
}

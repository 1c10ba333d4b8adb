import type { Attributes, Shape } from '../../native-models/graph/tensor.ts';
import type { Kernels } from './kernel.ts';
import { at, sumOver, tabulate, type NdArray } from './nd-array.ts';

/**
 * Index names: image n, output channel o, channel c of x, channel k of the kernel (c within its group), row r and
 * column s of y, row i and column j of the kernel.
 */
export const convolution: Kernels = {
  Conv: ([x, weight], attributes) => {
    const { stride, pads, group } = geometryOf(attributes);
    const [n, , height, width] = x.shape;
    const [outputs, perGroup, rows, columns] = weight.shape;
    const y = [
      n,
      outputs,
      Math.floor((height + pads.top + pads.bottom - rows) / stride.y) + 1,
      Math.floor((width + pads.left + pads.right - columns) / stride.x) + 1,
    ];
    return [
      tabulate(y, ([n, o, r, s]) => {
        const firstChannel = Math.floor(o / (outputs / group)) * perGroup;
        return sumOver(
          [perGroup, rows, columns],
          ([k, i, j]) =>
            at(weight, o, k, i, j) *
            atOrZero(x, n, firstChannel + k, r * stride.y + i - pads.top, s * stride.x + j - pads.left),
        );
      }),
    ];
  },
  ConvInputGradient: ([dy, weight], attributes) => {
    const { stride, pads, group } = geometryOf(attributes);
    const [outputs, perGroup, rows, columns] = weight.shape;
    const outputsPerGroup = outputs / group;
    return [
      tabulate(attributes.shape as Shape, ([n, c, row, column]) => {
        const firstOutput = Math.floor(c / perGroup) * outputsPerGroup;
        return sumOver([outputsPerGroup, rows, columns], ([p, i, j]) => {
          const r = (row + pads.top - i) / stride.y;
          const s = (column + pads.left - j) / stride.x;
          if (!Number.isInteger(r) || !Number.isInteger(s)) return 0;
          return at(weight, firstOutput + p, c % perGroup, i, j) * atOrZero(dy, n, firstOutput + p, r, s);
        });
      }),
    ];
  },
  ConvWeightGradient: ([x, dy], attributes) => {
    const { stride, pads, group } = geometryOf(attributes);
    const shape = attributes.shape as Shape;
    const [outputs, perGroup] = shape;
    const [n, , rows, columns] = dy.shape;
    return [
      tabulate(shape, ([o, k, i, j]) => {
        const channel = Math.floor(o / (outputs / group)) * perGroup + k;
        return sumOver(
          [n, rows, columns],
          ([n, r, s]) =>
            at(dy, n, o, r, s) *
            atOrZero(x, n, channel, r * stride.y + i - pads.top, s * stride.x + j - pads.left),
        );
      }),
    ];
  },
};

function geometryOf(attributes: Attributes) {
  const [y, x] = attributes.strides as readonly number[];
  const [top, left, bottom, right] = attributes.pads as readonly number[];
  return { stride: { y, x }, pads: { top, left, bottom, right }, group: attributes.group as number };
}

function atOrZero(x: NdArray, n: number, channel: number, row: number, column: number): number {
  const [, , height, width] = x.shape;
  const inside = row >= 0 && row < height && column >= 0 && column < width;
  return inside ? at(x, n, channel, row, column) : 0;
}

import type { Shape } from '../../native-models/graph/tensor.ts';
import type { Kernels } from './kernel.ts';
import { at, atBroadcast, normalAxis, tabulate } from './nd-array.ts';

export const shape: Kernels = {
  Reshape: ([{ data }], attributes) => [{ shape: attributes.shape as Shape, data }],
  Transpose: ([x], attributes) => {
    const perm = attributes.perm as readonly number[];
    const moved = perm.map((axis) => x.shape[axis]);
    return [tabulate(moved, (index) => at(x, ...perm.map((_, axis) => index[perm.indexOf(axis)])))];
  },
  Concat: (inputs, attributes) => {
    const axis = normalAxis(attributes.axis as number, inputs[0]);
    const joined = inputs.reduce((sum, each) => sum + each.shape[axis], 0);
    return [
      tabulate(inputs[0].shape.with(axis, joined), (index) => {
        let position = index[axis];
        let part = 0;
        while (position >= inputs[part].shape[axis]) position -= inputs[part++].shape[axis];
        return at(inputs[part], ...index.with(axis, position));
      }),
    ];
  },
  Slice: ([x], attributes) => {
    const { axes, starts, ends } = attributes as Record<string, readonly number[]>;
    const first = x.shape.map((_, axis) => (axes.includes(axis) ? starts[axes.indexOf(axis)] : 0));
    const end = x.shape.map((size, axis) => (axes.includes(axis) ? ends[axes.indexOf(axis)] : size));
    const sliced = end.map((position, axis) => position - first[axis]);
    return [tabulate(sliced, (index) => at(x, ...index.map((i, axis) => first[axis] + i)))];
  },
  Pad: ([x], attributes) => {
    const { before, after } = attributes as Record<string, readonly number[]>;
    const padded = x.shape.map((size, axis) => before[axis] + size + after[axis]);
    return [
      tabulate(padded, (index) => {
        const source = index.map((i, axis) => i - before[axis]);
        return source.every((i, axis) => i >= 0 && i < x.shape[axis]) ? at(x, ...source) : 0;
      }),
    ];
  },
  Expand: ([x], attributes) => [tabulate(attributes.shape as Shape, (index) => atBroadcast(x, index))],
  SpaceToDepth: ([x], attributes) => {
    const block = attributes.blocksize as number;
    const [n, channels, height, width] = x.shape;
    return [
      tabulate(
        [n, channels * block * block, height / block, width / block],
        ([image, channel, row, column]) => {
          const place = Math.floor(channel / channels);
          const y = row * block + Math.floor(place / block);
          return at(x, image, channel % channels, y, column * block + (place % block));
        },
      ),
    ];
  },
  DepthToSpace: ([x], attributes) => {
    const block = attributes.blocksize as number;
    const [n, depth, height, width] = x.shape;
    const channels = depth / (block * block);
    return [
      tabulate([n, channels, height * block, width * block], ([image, channel, row, column]) => {
        const place = (row % block) * block + (column % block);
        const from = place * channels + channel;
        return at(x, image, from, Math.floor(row / block), Math.floor(column / block));
      }),
    ];
  },
};

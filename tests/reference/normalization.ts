import type { Kernels } from './kernel.ts';
import { at, sumOver, tabulate, type NdArray } from './nd-array.ts';

/** Both answer y, the mean and the inverse deviation. */
export const normalization: Kernels = {
  GroupNormalization: ([x, scale, bias], attributes) => {
    const { num_groups: groups, epsilon } = attributes as Record<string, number>;
    const [n, channels, height, width] = x.shape;
    const perGroup = channels / groups;
    const grouped: NdArray = { shape: [n, groups, perGroup * height * width], data: x.data };
    const { mean, inverse } = statistics(grouped, epsilon);
    const y = tabulate(x.shape, ([n, channel, row, column]) => {
      const group = Math.floor(channel / perGroup);
      const normal = (at(x, n, channel, row, column) - at(mean, n, group, 0)) * at(inverse, n, group, 0);
      return normal * at(scale, channel) + at(bias, channel);
    });
    return [y, mean, inverse];
  },
  LayerNormalization: ([x, scale, bias], attributes) => {
    const { mean, inverse } = statistics(x, attributes.epsilon as number);
    const last = x.shape.length - 1;
    const y = tabulate(x.shape, (index) => {
      const row = index.with(last, 0);
      const normal = (at(x, ...index) - at(mean, ...row)) * at(inverse, ...row);
      return normal * at(scale, index[last]) + at(bias, index[last]);
    });
    return [y, mean, inverse];
  },
};

/** Mean and 1 / sqrt(variance + epsilon) over the last dimension, which stays with size 1. */
function statistics(x: NdArray, epsilon: number): { mean: NdArray; inverse: NdArray } {
  const last = x.shape.length - 1;
  const count = x.shape[last];
  const mean = tabulate(
    x.shape.with(last, 1),
    (row) => sumOver([count], ([i]) => at(x, ...row.with(last, i))) / count,
  );
  const inverse = tabulate(x.shape.with(last, 1), (row) => {
    const squares = sumOver([count], ([i]) => (at(x, ...row.with(last, i)) - at(mean, ...row)) ** 2);
    return 1 / Math.sqrt(squares / count + epsilon);
  });
  return { mean, inverse };
}

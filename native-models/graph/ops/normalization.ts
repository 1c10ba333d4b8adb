import { expectDimension, expectRank, formatShape } from '../shape-rules.ts';
import { apply, GraphError, type Operation, type Tensor } from '../tensor.ts';
import { add, mul, neg, sub, sumToShape } from './arithmetic.ts';
import { dotRows } from './matmul.ts';
import { reduceMean, reduceSum } from './reduction.ts';
import { expand, reshape } from './shape.ts';

const groupNormalization_: Operation = {
  name: 'GroupNormalization',
  infer: ([x, scale, bias], attributes) => {
    expectRank('GroupNormalization', 'x', x, 4);
    const [n, channels] = x.shape;
    const groups = attributes.num_groups as number;
    if (channels % groups !== 0) {
      throw new GraphError(
        `GroupNormalization: dimension 1 of ${formatShape(x.shape)} is not divisible into ${groups} groups`,
      );
    }
    expectDimension('GroupNormalization', 'the scale', scale, 0, channels);
    expectDimension('GroupNormalization', 'the bias', bias, 0, channels);
    const statistics = { type: x.type, shape: [n, groups, 1] };
    return [{ type: x.type, shape: x.shape }, statistics, statistics];
  },
  gradient: ({ inputs: [x, scale], outputs: [, mean, inverse], attributes }, [dy]) => {
    if (dy === undefined) return [];
    const [n, channels, height, width] = x.shape;
    const groups = attributes.num_groups as number;
    const perGroup = channels / groups;
    const toChannels = (statistics: Tensor): Tensor =>
      reshape(expand(reshape(statistics, [n, groups, 1]), [n, groups, perGroup]), [n, channels, 1, 1]);
    const meanOverGroup = (sums: Tensor): Tensor =>
      mul(reduceSum(reshape(sums, [n, groups, perGroup]), [2]), 1 / (perGroup * height * width));

    const rows = (maps: Tensor): Tensor => reshape(maps, [n, channels, 1, height * width]);

    const scaleOfChannel = reshape(scale, [1, channels, 1, 1]);
    const inverseOfChannel = toChannels(inverse);
    const sumDy = reduceSum(dy, [2, 3]);
    const sumDyX = dotRows(rows(dy), rows(x));
    const sumDyNormalized = mul(sub(sumDyX, mul(toChannels(mean), sumDy)), inverseOfChannel);

    const meanDy = meanOverGroup(mul(sumDy, scaleOfChannel));
    const meanDyNormalized = meanOverGroup(mul(sumDyNormalized, scaleOfChannel));
    const slope = neg(mul(mul(inverse, inverse), meanDyNormalized));
    const offset = neg(add(mul(inverse, meanDy), mul(slope, mean)));
    const dx = add(
      mul(dy, mul(inverseOfChannel, scaleOfChannel)),
      add(mul(x, toChannels(slope)), toChannels(offset)),
    );
    return [
      dx,
      reshape(reduceSum(sumDyNormalized, [0]), [channels]),
      reshape(reduceSum(sumDy, [0]), [channels]),
    ];
  },
};

/**
 * Normalizes x [N, C, H, W] within each of `groups` groups of channels, then scales and shifts each channel
 * (scale, bias: [C]). Brief section 3.2; Wu and He, Group Normalization, 2018.
 */
export function groupNormalization(
  x: Tensor,
  scale: Tensor,
  bias: Tensor,
  groups: number,
  epsilon = 1e-5,
): Tensor {
  return apply(groupNormalization_, [x, scale, bias], { num_groups: groups, epsilon })[0];
}

const layerNormalization_: Operation = {
  name: 'LayerNormalization',
  infer: ([x, scale, bias]) => {
    const size = x.shape[x.shape.length - 1];
    expectDimension('LayerNormalization', 'the scale', scale, 0, size);
    expectDimension('LayerNormalization', 'the bias', bias, 0, size);
    const statistics = { type: x.type, shape: [...x.shape.slice(0, -1), 1] };
    return [{ type: x.type, shape: x.shape }, statistics, statistics];
  },
  gradient: ({ inputs: [x, scale], outputs: [, mean, inverse] }, [dy]) => {
    if (dy === undefined) return [];
    const last = x.shape.length - 1;
    const normalized = mul(sub(x, mean), inverse);
    const dNormalized = mul(dy, scale);
    const meanDy = reduceMean(dNormalized, [last]);
    const meanDyNormalized = reduceMean(mul(dNormalized, normalized), [last]);
    const dx = mul(sub(sub(dNormalized, meanDy), mul(normalized, meanDyNormalized)), inverse);
    return [dx, sumToShape(mul(dy, normalized), scale.shape), sumToShape(dy, scale.shape)];
  },
};

/** Normalizes x [..., D] over its last dimension, then scales and shifts it (scale, bias: [D]). */
export function layerNormalization(x: Tensor, scale: Tensor, bias: Tensor, epsilon = 1e-6): Tensor {
  return apply(layerNormalization_, [x, scale, bias], { axis: -1, epsilon })[0];
}

import { sizeOf } from '../../../graph/tensor.ts';
import { MICROSOFT } from '../emitter.ts';
import type { Lowering } from './lowering.ts';

/**
 * From sums over the groups: onnxruntime has no fused kernel for it on the CPU, and scale and shift folded into one
 * factor and one summand a channel leave two passes over x. The sum of squares is a product of each channel with
 * itself, in half the time of ReduceSumSquare.
 */
export const lowerGroupNormalization: Lowering = ({ inputs: [x], attributes }, [name, scale, bias], emit) => {
  const { num_groups: groups, epsilon } = attributes as Record<string, number>;
  const [n, channels] = x.shape;
  const perGroup = channels / groups;
  const count = sizeOf(x.shape) / (n * groups);
  const overGroup = { keepdims: 1 };
  const grouped = emit.reshape(name, [n, groups, count]);
  const mean = emit.node('ReduceMean', [grouped, emit.int64([2])], overGroup);
  const maps = emit.reshape(name, [n, channels, 1, count / perGroup]);
  const squares = emit.node('FusedMatMul', [maps, maps], { transB: 1 }, MICROSOFT);
  const meanSquare = emit.node('Div', [
    emit.node('ReduceSum', [emit.reshape(squares, [n, groups, perGroup]), emit.int64([2])], overGroup),
    emit.scalar(count, x.type),
  ]);
  // Rounding may leave a tiny negative variance where x is constant.
  const variance = emit.node('Max', [
    emit.node('Sub', [meanSquare, emit.node('Mul', [mean, mean])]),
    emit.scalar(0, x.type),
  ]);
  const deviation = emit.node('Sqrt', [emit.node('Add', [variance, emit.scalar(epsilon, x.type)])]);
  const inverse = emit.node('Reciprocal', [deviation]);

  const scaleOfChannel = emit.reshape(scale, [1, groups, perGroup]);
  const biasOfChannel = emit.reshape(bias, [1, groups, perGroup]);
  const factor = emit.node('Mul', [inverse, scaleOfChannel]);
  const summand = emit.node('Sub', [biasOfChannel, emit.node('Mul', [mean, factor])]);
  const perChannel = [n, channels, 1, 1];
  const scaled = emit.node('Mul', [name, emit.reshape(factor, perChannel)]);
  const y = emit.node('Add', [scaled, emit.reshape(summand, perChannel)]);
  return [y, mean, inverse];
};

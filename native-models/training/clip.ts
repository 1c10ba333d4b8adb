import { add, div, mul, sqrt } from '../graph/ops/arithmetic.ts';
import { reduceSumSquare } from '../graph/ops/reduction.ts';
import { reshape } from '../graph/ops/shape.ts';
import { where, less } from '../graph/ops/comparison.ts';
import { scalar, type Tensor } from '../graph/tensor.ts';

export interface Clipped {
  readonly gradients: readonly Tensor[];
  /** The norm before clipping, a scalar. */
  readonly norm: Tensor;
}

/** Scales gradients down together so that their joint norm is at most `limit` (torch.nn.utils.clip_grad_norm_). */
export function clipByGlobalNorm(gradients: readonly Tensor[], limit: number): Clipped {
  const norm = sqrt(gradients.map(sumOfSquares).reduce((sum, square) => add(sum, square)));
  const factor = div(scalar(limit), add(norm, 1e-6));
  const atMostOne = where(less(factor, scalar(1)), factor, scalar(1));
  return { gradients: gradients.map((gradient) => mul(gradient, atMostOne)), norm };
}

function sumOfSquares(gradient: Tensor): Tensor {
  const axes = gradient.shape.map((_, axis) => axis);
  return axes.length === 0 ? mul(gradient, gradient) : reshape(reduceSumSquare(gradient, axes), []);
}

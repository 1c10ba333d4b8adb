import { add, div, mul, sqrt } from '../graph/ops/arithmetic.ts';
import { less, where } from '../graph/ops/comparison.ts';
import { reduceSumSquare } from '../graph/ops/reduction.ts';
import { reshape } from '../graph/ops/shape.ts';
import { scalar, type Tensor } from '../graph/tensor.ts';

export interface Clipped {
  readonly gradient: Tensor;
  /** The norm before clipping, a scalar. */
  readonly norm: Tensor;
}

/** Scales a vector of all gradients down so that its norm is at most `limit` (torch.nn.utils.clip_grad_norm_). */
export function clipByNorm(gradient: Tensor, limit: number): Clipped {
  const norm = sqrt(reshape(reduceSumSquare(gradient, [0]), []));
  const factor = div(scalar(limit), add(norm, 1e-6));
  const atMostOne = where(less(factor, scalar(1)), factor, scalar(1));
  return { gradient: mul(gradient, atMostOne), norm };
}

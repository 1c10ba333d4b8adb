import { add, log, mul, neg, sqrt, sub } from '../graph/ops/arithmetic.ts';
import { concat, reshape, slice, transpose } from '../graph/ops/shape.ts';
import { conv } from '../graph/ops/convolution.ts';
import { matMul, transposeMatrix } from '../graph/ops/matmul.ts';
import { reduceSum, reduceSumSquare } from '../graph/ops/reduction.ts';
import { resize } from '../graph/ops/resize.ts';
import { constant, type Tensor } from '../graph/tensor.ts';
import type { Segmenter } from '../model/segmenter.ts';
import type { UsualFeatures } from './usual-features.ts';

/** The sums of `FeatureSums` over pictures [N, C, H, W]: `sum` [C, 1] and `products` [C, C]. */
export function featureSums(segmenter: Segmenter, pictures: Tensor): { sum: Tensor; products: Tensor } {
  const flat = flatFeatures(segmenter, pictures);
  return { sum: reduceSum(flat, [1]), products: matMul(flat, transposeMatrix(flat)) };
}

/**
 * How likely a defect is and how unusual the place, at full resolution [N, 2, H, W]: the log odds of any defect, and
 * the distance from what is usual in standard deviations.
 */
export function candidateMaps(segmenter: Segmenter, pictures: Tensor, usual: UsualFeatures): Tensor {
  const [, , height, width] = pictures.shape;
  const channels = usual.mean.length;
  const difference = sub(segmenter.features(pictures).mid, constant(usual.mean, [1, channels, 1, 1]));
  const whitened = conv(difference, constant(usual.whitening, [channels, channels, 1, 1]));
  const distance = sqrt(mul(reduceSumSquare(whitened, [1]), 1 / channels));
  const background = slice(segmenter.probabilities(pictures), [1], [0], [1]);
  const odds = sub(log(add(neg(background), 1 + TINY)), log(add(background, TINY)));
  return concat([odds, resize(distance, [height, width])], 1);
}

/** Keeps logarithms finite where a probability is 0 or 1. */
const TINY = 1e-6;

/** The middle features of all pictures and places: [C, N H W / 64]. */
function flatFeatures(segmenter: Segmenter, pictures: Tensor): Tensor {
  const { mid } = segmenter.features(pictures);
  const [n, channels, height, width] = mid.shape;
  return reshape(transpose(mid, [1, 0, 2, 3]), [channels, n * height * width]);
}

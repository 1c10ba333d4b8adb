import { add, div, log, mul, neg, sqrt, sub } from '../graph/ops/arithmetic.ts';
import { conv } from '../graph/ops/convolution.ts';
import { matMul, transposeMatrix } from '../graph/ops/matmul.ts';
import { reduceSum, reduceSumSquare } from '../graph/ops/reduction.ts';
import { resize } from '../graph/ops/resize.ts';
import { reshape, slice, transpose } from '../graph/ops/shape.ts';
import { constant, type Tensor } from '../graph/tensor.ts';
import type { Segmenter } from '../model/segmenter.ts';
import type { UsualFeatures } from './usual-features.ts';

/** The sums of `FeatureSums` over pictures [N, C, H, W], as tensors. */
export function featureSums(
  segmenter: Segmenter,
  pictures: Tensor,
): Record<'sum' | 'products' | 'odds' | 'squaredOdds', Tensor> {
  const { mid } = segmenter.features(pictures);
  const [n, channels, height, width] = mid.shape;
  const flat = reshape(transpose(mid, [1, 0, 2, 3]), [channels, n * height * width]);
  const odds = defectOdds(segmenter, pictures);
  return {
    sum: reduceSum(flat, [1]),
    products: matMul(flat, transposeMatrix(flat)),
    odds: reduceSum(odds, [0, 1, 2, 3]),
    squaredOdds: reduceSumSquare(odds, [0, 1, 2, 3]),
  };
}

/**
 * How far pixels of pictures [N, C, H, W] stand out of their set: the log odds of any defect, in deviations of the
 * set's log odds, and the distance of the features from the set's, in theirs, `unusualness` times: [N, 1, H, W].
 */
export function prominence(
  segmenter: Segmenter,
  pictures: Tensor,
  { mean, whitening, oddsMean, oddsDeviation }: UsualFeatures,
  unusualness: number,
): Tensor {
  const [, , height, width] = pictures.shape;
  const channels = mean.length;
  const difference = sub(segmenter.features(pictures).mid, constant(mean, [1, channels, 1, 1]));
  const whitened = conv(difference, constant(whitening, [channels, channels, 1, 1]));
  const distance = sqrt(div(reduceSumSquare(whitened, [1]), channels));
  const odds = div(sub(defectOdds(segmenter, pictures), oddsMean), oddsDeviation);
  return add(odds, mul(resize(sub(distance, 1), [height, width]), unusualness));
}

/** Keeps logarithms finite where a probability is 0 or 1. */
const TINY = 1e-6;

/** The log odds of any defect against background: [N, 1, H, W]. */
export function defectOdds(segmenter: Segmenter, pictures: Tensor): Tensor {
  const background = slice(segmenter.probabilities(pictures), [1], [0], [1]);
  return sub(log(add(neg(background), 1 + TINY)), log(add(background, TINY)));
}

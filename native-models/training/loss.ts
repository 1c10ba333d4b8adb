import { logSoftmax } from '../graph/ops/activation.ts';
import { add, div, exp, max, mul, neg, power, sub } from '../graph/ops/arithmetic.ts';
import { cast } from '../graph/ops/cast.ts';
import { equal, greater } from '../graph/ops/comparison.ts';
import { reduceSum } from '../graph/ops/reduction.ts';
import { reshape } from '../graph/ops/shape.ts';
import { constant, scalar, type Tensor } from '../graph/tensor.ts';

export interface LossOptions {
  readonly diceWeight: number;
  readonly focalWeight: number;
  readonly focalAlpha: number;
  readonly focalGamma: number;
  /** One weight a class, for the focal loss only. */
  readonly classWeights: readonly number[];
  readonly diceSmooth: number;
  /** Average the Dice loss over all classes, or over those with a labelled pixel in the batch. */
  readonly diceClasses: 'all' | 'present';
}

/**
 * The training objective of brief section 4: a weighted sum of Dice and focal loss.
 * @param logits [N, C, H, W]
 * @param labels [N, H, W], int32 class ids; ids without a channel (255 = ignore) count nowhere.
 */
export function combinedLoss(logits: Tensor, labels: Tensor, options: LossOptions): Tensor {
  const truth = oneHot(labels, logits.shape[1]);
  const logProbabilities = logSoftmax(logits, 1);
  const dice = diceLoss(exp(logProbabilities), truth, options);
  const focal = focalLoss(logProbabilities, truth, options);
  return add(mul(dice, options.diceWeight), mul(focal, options.focalWeight));
}

/**
 * 1 minus the mean over classes of (2 sum p g + eps) / (sum p + sum g + eps), summed over batch and pixels
 * (brief 4.1; Sudre et al. 2017). Ignored pixels have no truth and are left out of both sums.
 */
export function diceLoss(
  probabilities: Tensor,
  truth: Tensor,
  { diceSmooth, diceClasses }: Pick<LossOptions, 'diceSmooth' | 'diceClasses'>,
): Tensor {
  const overPixels = [0, 2, 3];
  const counted = reduceSum(truth, [1]);
  const intersection = reduceSum(mul(probabilities, truth), overPixels);
  const predicted = reduceSum(mul(probabilities, counted), overPixels);
  const actual = reduceSum(truth, overPixels);
  const dice = div(add(mul(intersection, 2), diceSmooth), add(add(predicted, actual), diceSmooth));
  if (diceClasses === 'all') return toScalar(sub(1, div(reduceSum(dice, [1]), truth.shape[1])));
  const present = cast(greater(actual, scalar(0)), 'float32');
  const classes = max(reduceSum(present, [1]), 1);
  return toScalar(sub(1, div(reduceSum(mul(dice, present), [1]), classes)));
}

/**
 * The mean over counted pixels of -alpha w (1 - p_t)^gamma log p_t, with p_t the probability of the true class and
 * w its weight (brief 4.2; Lin et al. 2017).
 */
export function focalLoss(
  logProbabilities: Tensor,
  truth: Tensor,
  { focalAlpha, focalGamma, classWeights }: Pick<LossOptions, 'focalAlpha' | 'focalGamma' | 'classWeights'>,
): Tensor {
  const weights = constant(Float64Array.from(classWeights), [1, classWeights.length, 1, 1]);
  const weight = reduceSum(mul(truth, weights), [1]);
  const logOfTrue = reduceSum(mul(logProbabilities, truth), [1]);
  const crossEntropy = mul(weight, neg(logOfTrue));
  const focused =
    focalGamma === 0 ? crossEntropy : mul(crossEntropy, power(sub(1, exp(logOfTrue)), focalGamma));
  const pixels = max(reduceSum(truth, [0, 1, 2, 3]), 1);
  return toScalar(mul(div(reduceSum(focused, [0, 1, 2, 3]), pixels), focalAlpha));
}

/** Labels [N, H, W] to 1 where a pixel is of a class: [N, C, H, W]. An ignored pixel is of none. */
export function oneHot(labels: Tensor, classes: number): Tensor {
  const [n, height, width] = labels.shape;
  const ids = constant(
    Int32Array.from({ length: classes }, (_, id) => id),
    [1, classes, 1, 1],
    'int32',
  );
  return cast(equal(reshape(labels, [n, 1, height, width]), ids), 'float32');
}

function toScalar(x: Tensor): Tensor {
  return reshape(x, []);
}

import { logSoftmax } from '../graph/ops/activation.ts';
import { add, div, exp, max, mul, neg, power, sub } from '../graph/ops/arithmetic.ts';
import { cast } from '../graph/ops/cast.ts';
import { equal, greater } from '../graph/ops/comparison.ts';
import { dotRows, matMulInFloat32 } from '../graph/ops/matmul.ts';
import { reduceSum } from '../graph/ops/reduction.ts';
import { reshape, slice } from '../graph/ops/shape.ts';
import { constant, scalar, type Tensor } from '../graph/tensor.ts';

export interface LossOptions {
  readonly diceWeight: number;
  /** Of the Dice loss of any defect against background, averaged over pictures. */
  readonly foregroundWeight: number;
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
 * What both losses read of a batch's P pixels a picture.
 *
 * [Note: sums over pixels as matrix products] The loss works at full resolution, where every pass over
 * [N, C, P] costs as much as a layer. A product of each class's pixels with one number a pixel, summed, is a matrix
 * product (`dotRows`): it reads [N, C, P] once and writes C numbers.
 */
interface Assessed {
  /** [N, C, P] */
  readonly logProbabilities: Tensor;
  /** [N, C, P]: 1 where a pixel is of a class. An ignored pixel is of none. */
  readonly truth: Tensor;
  /** [N, 1, P]: 1 where a pixel counts, 0 where it is ignored. */
  readonly counted: Tensor;
  /** [N, 1, P]: the logarithm of the probability of a pixel's true class; 0 where it is ignored. */
  readonly logOfTrue: Tensor;
}

/**
 * The training objective of brief section 4: a weighted sum of Dice and focal loss.
 * @param logits [N, C, H, W]
 * @param labels [N, H, W], int32 class ids; ids without a channel (255 = ignore) count nowhere.
 */
export function combinedLoss(logits: Tensor, labels: Tensor, options: LossOptions): Tensor {
  const assessed = assess(logits, labels);
  const terms: readonly (readonly [number, typeof diceLoss])[] = [
    [options.diceWeight, diceLoss],
    [options.foregroundWeight, foregroundDice],
    [options.focalWeight, focalLoss],
  ];
  return terms
    .filter(([weight]) => weight > 0)
    .map(([weight, loss]) => mul(loss(assessed, options), weight))
    .reduce((sum, term) => add(sum, term));
}

function assess(logits: Tensor, labels: Tensor): Assessed {
  const [n, classes, height, width] = logits.shape;
  const pixels = height * width;
  const truth = oneHot(reshape(labels, [n, 1, pixels]), classes);
  const logProbabilities = logSoftmax(reshape(logits, [n, classes, pixels]), 1);
  return {
    truth,
    logProbabilities,
    counted: reduceSum(truth, [1]),
    logOfTrue: reduceSum(mul(logProbabilities, truth), [1]),
  };
}

/** 1 where a label [N, 1, P] is of a class: [N, C, P]. */
function oneHot(labels: Tensor, classes: number): Tensor {
  const ids = Int32Array.from({ length: classes }, (_, id) => id);
  return cast(equal(labels, constant(ids, [1, classes, 1], 'int32')), 'float32');
}

/**
 * 1 minus the mean over classes of (2 sum p g + eps) / (sum p + sum g + eps), summed over batch and pixels
 * (brief 4.1; Sudre et al. 2017). Ignored pixels have no truth and are left out of both sums.
 */
function diceLoss(
  { logProbabilities, truth, counted, logOfTrue }: Assessed,
  { diceSmooth, diceClasses }: LossOptions,
): Tensor {
  const overBatch = (sums: Tensor): Tensor => reduceSum(sums, [0]);
  const intersection = overBatch(dotRows(truth, exp(logOfTrue)));
  const predicted = overBatch(dotRows(exp(logProbabilities), counted));
  const actual = overBatch(dotRows(truth, counted));
  const dice = div(add(mul(intersection, 2), diceSmooth), add(add(predicted, actual), diceSmooth));
  if (diceClasses === 'all') return toScalar(sub(1, div(reduceSum(dice, [1]), truth.shape[1])));
  const present = cast(greater(actual, scalar(0)), 'float32');
  const classes = max(reduceSum(present, [1]), 1);
  return toScalar(sub(1, div(reduceSum(mul(dice, present), [1]), classes)));
}

/**
 * The Dice loss of any defect against background, the mean over pictures. A picture free of defects has 0 only where
 * nothing is marked, and a small defect counts as much as a large one.
 */
function foregroundDice({ logProbabilities, truth, counted }: Assessed, { diceSmooth }: LossOptions): Tensor {
  const background = (x: Tensor): Tensor => slice(x, [1], [0], [1]);
  const actual = sub(counted, background(truth));
  const predicted = mul(counted, sub(1, exp(background(logProbabilities))));
  const overPixels = (x: Tensor): Tensor => reduceSum(x, [2]);
  const intersection = dotRows(predicted, actual);
  const sums = add(overPixels(predicted), overPixels(actual));
  const dice = div(add(mul(intersection, 2), diceSmooth), add(sums, diceSmooth));
  return toScalar(sub(1, div(reduceSum(dice, [0]), truth.shape[0])));
}

/**
 * The mean over counted pixels of -alpha w (1 - p_t)^gamma log p_t, with p_t the probability of the true class and
 * w its weight (brief 4.2; Lin et al. 2017).
 */
function focalLoss(
  { truth, counted, logOfTrue }: Assessed,
  { focalAlpha, focalGamma, classWeights }: LossOptions,
): Tensor {
  const weights = constant(Float64Array.from(classWeights), [1, 1, classWeights.length]);
  const weight = matMulInFloat32(weights, truth);
  const crossEntropy = mul(weight, neg(logOfTrue));
  const focused =
    focalGamma === 0 ? crossEntropy : mul(crossEntropy, power(sub(1, exp(logOfTrue)), focalGamma));
  const pixels = max(reduceSum(counted, [0, 1, 2]), 1);
  return toScalar(mul(div(reduceSum(focused, [0, 1, 2]), pixels), focalAlpha));
}

function toScalar(x: Tensor): Tensor {
  return reshape(x, []);
}

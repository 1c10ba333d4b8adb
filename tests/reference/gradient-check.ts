import { gradients } from '../../native-models/graph/gradients.ts';
import { mul } from '../../native-models/graph/ops/arithmetic.ts';
import { reduceSum } from '../../native-models/graph/ops/reduction.ts';
import { reshape } from '../../native-models/graph/ops/shape.ts';
import { constant, input, sizeOf, type Shape, type Tensor } from '../../native-models/graph/tensor.ts';
import { random } from '../../native-models/random.ts';
import { evaluate } from './interpreter.ts';
import { tabulate, type NdArray } from './nd-array.ts';

/** Half the distance of the two points of a central difference: its error is near 1e-10 for inputs near 1. */
const STEP = 1e-5;
/** Gradients smaller than this are compared with it, so that the noise of a gradient of zero stays small. */
const NEGLIGIBLE = 1e-2;

/**
 * How far `gradients` is from central differences in float64, as a share of the largest difference of each input,
 * for a loss that weighs the elements of f's result at random.
 */
export function gradientError(f: (...inputs: Tensor[]) => Tensor, ...inputs: readonly NdArray[]): number {
  return lossGradientError((...tensors) => weightedSum(f(...tensors)), ...inputs);
}

/** The same for an f that is a loss itself. */
export function lossGradientError(f: (...inputs: Tensor[]) => Tensor, ...inputs: readonly NdArray[]): number {
  const tensors = inputs.map(({ shape }, index) => input(`${index}`, shape));
  const loss = f(...tensors);
  const feeds = Object.fromEntries(inputs.map(({ data }, index) => [`${index}`, data.slice()]));
  const errors = evaluate(gradients(loss, tensors), feeds).map((gradient, index) => {
    const differences = feeds[index].map((value, position, values) => {
      values[position] = value + STEP;
      const [above] = evaluate([loss], feeds)[0];
      values[position] = value - STEP;
      const [below] = evaluate([loss], feeds)[0];
      values[position] = value;
      return (above - below) / (2 * STEP);
    });
    const scale = Math.max(NEGLIGIBLE, ...differences.map(Math.abs));
    return (
      Math.max(...differences.map((difference, position) => Math.abs(difference - gradient[position]))) /
      scale
    );
  });
  return Math.max(...errors);
}

/** Draws from the standard normal distribution, the same for the same shape and seed. */
export function normals(shape: Shape, seed = 0): NdArray {
  const source = random(seed, ...shape);
  return tabulate(shape, () => source.normal());
}

/** Draws between 0.5 and 2, for what needs positive numbers. */
export function positives(shape: Shape, seed = 0): NdArray {
  const source = random(seed, ...shape);
  return tabulate(shape, () => source.between(0.5, 2));
}

function weightedSum(y: Tensor): Tensor {
  const size = sizeOf(y.shape);
  const weights = constant(normals([size], 99).data, [size]);
  return reshape(reduceSum(mul(reshape(y, [size]), weights), [0]), []);
}

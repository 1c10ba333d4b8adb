import { add, div, mul, sqrt, sub } from '../graph/ops/arithmetic.ts';
import { concat, reshape, slice } from '../graph/ops/shape.ts';
import type { Assignment } from '../graph/program.ts';
import { input, sizeOf, variable, type Tensor, type Variable } from '../graph/tensor.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Running averages of the gradient and of its square, of all parameters one after the other. */
export interface Moments {
  readonly first: Variable;
  readonly second: Variable;
}

export function momentsOf(parameters: readonly Variable[]): Moments {
  const size = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { first: variable('adamw/first', [size]), second: variable('adamw/second', [size]) };
}

/** What to feed for the given update, counted from 1. Computed here because 1 - 0.999^t cancels in float32. */
export function adamwInputs(
  update: number,
  learningRate: number,
  weightDecay: number,
): Record<string, Float32Array> {
  return {
    'adamw/step-size': Float32Array.of(learningRate / (1 - BETA_1 ** update)),
    'adamw/second-correction': Float32Array.of(Math.sqrt(1 - BETA_2 ** update)),
    'adamw/keep': Float32Array.of(1 - learningRate * weightDecay),
  };
}

/**
 * One AdamW update with decoupled weight decay (brief 5.1; Loshchilov and Hutter 2019) of all parameters as one
 * long vector: a dozen operations instead of a dozen for each parameter. Its inputs: see `adamwInputs`.
 */
export function adamw(
  parameters: readonly Variable[],
  gradients: readonly Tensor[],
  { first, second }: Moments,
): Assignment[] {
  const [stepSize, secondCorrection, keep] = ['step-size', 'second-correction', 'keep'].map((name) =>
    input(`adamw/${name}`, []),
  );
  const gradient = joined(gradients);
  const nextFirst = add(mul(first, BETA_1), mul(gradient, 1 - BETA_1));
  const nextSecond = add(mul(second, BETA_2), mul(mul(gradient, gradient), 1 - BETA_2));
  const denominator = add(div(sqrt(nextSecond), secondCorrection), EPSILON);
  const next = sub(mul(joined(parameters), keep), mul(stepSize, div(nextFirst, denominator)));
  return [
    ...parted(next, parameters),
    { variable: first, value: nextFirst },
    { variable: second, value: nextSecond },
  ];
}

function joined(tensors: readonly Tensor[]): Tensor {
  return concat(
    tensors.map((tensor) => reshape(tensor, [sizeOf(tensor.shape)])),
    0,
  );
}

function parted(vector: Tensor, parameters: readonly Variable[]): Assignment[] {
  let start = 0;
  return parameters.map((parameter) => {
    const end = start + sizeOf(parameter.shape);
    const value = reshape(slice(vector, [0], [start], [end]), parameter.shape);
    start = end;
    return { variable: parameter, value };
  });
}

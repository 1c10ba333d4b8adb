import { add, div, mul, sqrt, sub } from '../graph/ops/arithmetic.ts';
import type { Assignment } from '../graph/program.ts';
import { constant, input, scalar, sizeOf, variable, type Tensor, type Variable } from '../graph/tensor.ts';
import { joined, joinedSize, parted } from './joined.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** Running averages of the gradient and of its square, of all parameters one after the other. */
export interface Moments {
  readonly first: Variable;
  readonly second: Variable;
}

export function momentsOf(parameters: readonly Variable[]): Moments {
  const size = joinedSize(parameters);
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
    'adamw/decay': Float32Array.of(learningRate * weightDecay),
  };
}

/**
 * One AdamW update with decoupled weight decay (brief 5.1; Loshchilov and Hutter 2019) of all parameters as one
 * long vector, as their gradient is: a dozen operations instead of a dozen for each parameter. Its inputs: see
 * `adamwInputs`.
 * @param shares of the learning rate, one a parameter
 */
export function adamw(
  parameters: readonly Variable[],
  gradient: Tensor,
  { first, second }: Moments,
  shares: readonly number[] = parameters.map(() => 1),
): Assignment[] {
  const [stepSize, secondCorrection, decay] = ['step-size', 'second-correction', 'decay'].map((name) =>
    input(`adamw/${name}`, []),
  );
  const share = sharesOf(parameters, shares);
  const nextFirst = add(mul(first, BETA_1), mul(gradient, 1 - BETA_1));
  const nextSecond = add(mul(second, BETA_2), mul(mul(gradient, gradient), 1 - BETA_2));
  const denominator = add(div(sqrt(nextSecond), secondCorrection), EPSILON);
  const kept = mul(joined(parameters), sub(1, mul(decay, share)));
  const next = sub(kept, mul(mul(stepSize, share), div(nextFirst, denominator)));
  const values = parted(
    next,
    parameters.map(({ shape }) => shape),
  );
  return [
    ...parameters.map((parameter, index) => ({ variable: parameter, value: values[index] })),
    { variable: first, value: nextFirst },
    { variable: second, value: nextSecond },
  ];
}

/** Each number's share: one for all, or a vector as long as that of the parameters. */
function sharesOf(parameters: readonly Variable[], shares: readonly number[]): Tensor {
  if (shares.every((share) => share === shares[0])) return scalar(shares[0]);
  const vector = new Float64Array(joinedSize(parameters));
  let start = 0;
  for (const [index, { shape }] of parameters.entries()) {
    const end = start + sizeOf(shape);
    vector.fill(shares[index], start, end);
    start = end;
  }
  return constant(vector, [vector.length]);
}

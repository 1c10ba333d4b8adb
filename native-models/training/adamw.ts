import { add, div, mul, sqrt, sub } from '../graph/ops/arithmetic.ts';
import type { Assignment } from '../graph/program.ts';
import { input, variable, type Tensor, type Variable } from '../graph/tensor.ts';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

/** A parameter's running averages of its gradient and of its square. */
export interface Moments {
  readonly first: Variable;
  readonly second: Variable;
}

export function moments(parameter: Variable): Moments {
  const { name } = parameter.source;
  return {
    first: variable(`adamw.first/${name}`, parameter.shape),
    second: variable(`adamw.second/${name}`, parameter.shape),
  };
}

/** The numbers of one update that change from step to step, as inputs of the graph. */
export interface AdamWInputs {
  readonly stepSize: Tensor;
  readonly secondCorrection: Tensor;
  readonly keep: Tensor;
}

export function adamwInputs(): AdamWInputs {
  return {
    stepSize: input('adamw/step-size', []),
    secondCorrection: input('adamw/second-correction', []),
    keep: input('adamw/keep', []),
  };
}

/** What to feed for the given update, counted from 1. Computed here because 1 - 0.999^t cancels in float32. */
export function adamwValues(update: number, learningRate: number, weightDecay: number): Record<string, Float32Array> {
  return {
    'adamw/step-size': Float32Array.of(learningRate / (1 - BETA_1 ** update)),
    'adamw/second-correction': Float32Array.of(Math.sqrt(1 - BETA_2 ** update)),
    'adamw/keep': Float32Array.of(1 - learningRate * weightDecay),
  };
}

/** One AdamW update with decoupled weight decay (brief 5.1; Loshchilov and Hutter 2019). */
export function adamw(parameter: Variable, gradient: Tensor, { first, second }: Moments, inputs: AdamWInputs): Assignment[] {
  const nextFirst = add(mul(first, BETA_1), mul(gradient, 1 - BETA_1));
  const nextSecond = add(mul(second, BETA_2), mul(mul(gradient, gradient), 1 - BETA_2));
  const denominator = add(div(sqrt(nextSecond), inputs.secondCorrection), EPSILON);
  const next = sub(mul(parameter, inputs.keep), mul(inputs.stepSize, div(nextFirst, denominator)));
  return [
    { variable: parameter, value: next },
    { variable: first, value: nextFirst },
    { variable: second, value: nextSecond },
  ];
}


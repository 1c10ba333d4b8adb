import type { DataType } from '../../native-models/graph/tensor.ts';
import { erf } from './erf.ts';
import type { Kernel, Kernels } from './kernel.ts';
import { atBroadcast, broadcastShape, tabulate } from './nd-array.ts';
import { convert } from './rounding.ts';

export const elementwise: Kernels = {
  Add: combine((a, b) => a + b),
  Sub: combine((a, b) => a - b),
  Mul: combine((a, b) => a * b),
  Div: combine((a, b) => a / b),
  Max: combine((a, b) => Math.max(a, b)),
  Pow: combine((a, b) => a ** b),
  Neg: map((x) => -x),
  Exp: map(Math.exp),
  Log: map(Math.log),
  Sqrt: map(Math.sqrt),
  Reciprocal: map((x) => 1 / x),
  Erf: map(erf),
  Sigmoid: map((x) => 1 / (1 + Math.exp(-x))),
  Tanh: map(Math.tanh),
  Cast: ([x], { to }) => map((value) => convert(value, to as DataType))([x], {}),
  Equal: combine((a, b) => Number(a === b)),
  Less: combine((a, b) => Number(a < b)),
  Greater: combine((a, b) => Number(a > b)),
  Not: map((x) => Number(x === 0)),
  IsNaN: map((x) => Number(Number.isNaN(x))),
  IsInf: map((x) => Number(Math.abs(x) === Infinity)),
  Where: combine((condition, a, b) => (condition === 0 ? b : a)),
};

function map(f: (x: number) => number): Kernel {
  return ([{ shape, data }]) => [{ shape, data: data.map((value) => f(value)) }];
}

function combine(f: (...elements: number[]) => number): Kernel {
  return (inputs) => {
    const shape = broadcastShape(inputs.map((each) => each.shape));
    return [tabulate(shape, (index) => f(...inputs.map((each) => atBroadcast(each, index))))];
  };
}

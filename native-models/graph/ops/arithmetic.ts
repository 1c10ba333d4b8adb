import { broadcast, expectSameType } from '../shape-rules.ts';
import { apply, scalar, type Operation, type Shape, type Tensor } from '../tensor.ts';
import { cast } from './cast.ts';
import { equal } from './comparison.ts';
import { reduceSum } from './reduction.ts';
import { reshape } from './shape.ts';

type BinaryGradient = (
  a: Tensor,
  b: Tensor,
  y: Tensor,
  dy: Tensor,
) => readonly [Tensor | undefined, Tensor | undefined];

/** A tensor or a plain number, which becomes a float32 scalar. */
export type Operand = Tensor | number;

function binary(name: string, gradient: BinaryGradient): (a: Operand, b: Operand) => Tensor {
  const operation: Operation = {
    name,
    infer: (inputs) => [
      {
        type: expectSameType(name, inputs),
        shape: broadcast(
          name,
          inputs.map((each) => each.shape),
        ),
      },
    ],
    gradient: (node, [dy]) => {
      if (dy === undefined) return [];
      const [a, b] = node.inputs;
      const [da, db] = gradient(a, b, node.outputs[0], dy);
      return [da && sumToShape(da, a.shape), db && sumToShape(db, b.shape)];
    },
  };
  return (a, b) => apply(operation, [asTensor(a), asTensor(b)])[0];
}

function unary(name: string, gradient: (x: Tensor, y: Tensor, dy: Tensor) => Tensor): (x: Tensor) => Tensor {
  const operation: Operation = {
    name,
    infer: ([{ type, shape }]) => [{ type, shape }],
    gradient: (node, [dy]) => (dy === undefined ? [] : [gradient(node.inputs[0], node.outputs[0], dy)]),
  };
  return (x) => apply(operation, [x])[0];
}

export const add = binary('Add', (_a, _b, _y, dy) => [dy, dy]);
export const sub = binary('Sub', (_a, _b, _y, dy) => [dy, neg(dy)]);
export const mul = binary('Mul', (a, b, _y, dy) => [
  needsGradient(a) ? mul(dy, b) : undefined,
  needsGradient(b) ? mul(dy, a) : undefined,
]);
export const div = binary('Div', (a, b, y, dy) => [
  needsGradient(a) ? div(dy, b) : undefined,
  needsGradient(b) ? neg(div(mul(dy, y), b)) : undefined,
]);
/** Elementwise maximum; where both are equal the gradient goes to the first. */
export const max = binary('Max', (a, _b, y, dy) => {
  const first = cast(equal(a, y), 'float32');
  return [mul(dy, first), mul(dy, sub(1, first))];
});

export const neg = unary('Neg', (_x, _y, dy) => neg(dy));
export const exp = unary('Exp', (_x, y, dy) => mul(dy, y));
export const log = unary('Log', (x, _y, dy) => div(dy, x));
export const sqrt = unary('Sqrt', (_x, y, dy) => div(mul(dy, 0.5), y));
export const reciprocal = unary('Reciprocal', (_x, y, dy) => neg(mul(dy, mul(y, y))));
export const erf = unary('Erf', (x, _y, dy) => mul(dy, mul(2 / Math.sqrt(Math.PI), exp(neg(mul(x, x))))));
export const sigmoid = unary('Sigmoid', (_x, y, dy) => mul(dy, mul(y, sub(1, y))));
export const tanh = unary('Tanh', (_x, y, dy) => mul(dy, sub(1, mul(y, y))));

/** x to a fixed power: exponent is a number, not a tensor. Whole powers up to 3 become products. */
export function power(x: Tensor, exponent: number): Tensor {
  if (exponent === 1) return x;
  if (exponent === 2) return mul(x, x);
  if (exponent === 3) return mul(mul(x, x), x);
  return pow(x, exponent);
}

const pow = binary('Pow', (x, exponent, _y, dy) => [
  mul(dy, mul(exponent, pow(x, sub(exponent, 1)))),
  undefined,
]);

/** Undoes broadcasting in a gradient: sums over the dimensions along which the operand was repeated. */
export function sumToShape(gradient: Tensor, shape: Shape): Tensor {
  const offset = gradient.shape.length - shape.length;
  const axes = gradient.shape.flatMap((size, axis) =>
    axis < offset || shape[axis - offset] !== size ? [axis] : [],
  );
  return axes.length === 0 ? gradient : reshape(reduceSum(gradient, axes), shape);
}

function asTensor(operand: Operand): Tensor {
  return typeof operand === 'number' ? scalar(operand) : operand;
}

function needsGradient(tensor: Tensor): boolean {
  return tensor.source.kind !== 'constant';
}

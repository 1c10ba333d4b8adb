import { normalizeAxis } from '../shape-rules.ts';
import { apply, GraphError, sizeOf, type Operation, type Shape, type Tensor } from '../tensor.ts';
import { div, mul } from './arithmetic.ts';
import { cast } from './cast.ts';
import { equal } from './comparison.ts';
import { expand } from './shape.ts';

function reduction(
  name: string,
  gradient: (x: Tensor, y: Tensor, dy: Tensor) => Tensor,
): (x: Tensor, axes: readonly number[]) => Tensor {
  const operation: Operation = {
    name,
    infer: ([{ type, shape }], { axes }) => [
      { type, shape: reducedShape(name, shape, axes as readonly number[]) },
    ],
    gradient: (node, [dy]) => (dy === undefined ? [] : [gradient(node.inputs[0], node.outputs[0], dy)]),
  };
  return (x, axes) => apply(operation, [x], { axes })[0];
}

/** Sums over the given axes, which stay as dimensions of size 1. */
export const reduceSum = reduction('ReduceSum', (x, _y, dy) => expand(dy, x.shape));
export const reduceMean = reduction('ReduceMean', (x, y, dy) =>
  expand(div(dy, sizeOf(x.shape) / sizeOf(y.shape)), x.shape),
);
export const reduceSumSquare = reduction('ReduceSumSquare', (x, _y, dy) => mul(mul(dy, 2), x));
/** Largest value; equal maxima share the gradient as if each were the only one, as softmax's shift needs. */
export const reduceMax = reduction('ReduceMax', (x, y, dy) => mul(dy, cast(equal(x, y), 'float32')));

function reducedShape(name: string, shape: Shape, axes: readonly number[]): Shape {
  if (axes.length === 0) throw new GraphError(`${name}: needs at least one axis`);
  const reduced = new Set(axes.map((axis) => normalizeAxis(name, axis, shape.length)));
  return shape.map((size, axis) => (reduced.has(axis) ? 1 : size));
}

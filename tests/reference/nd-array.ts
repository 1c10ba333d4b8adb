import { sizeOf, type Shape } from '../../native-models/graph/tensor.ts';

/** Numbers in row-major order with their shape. */
export interface NdArray {
  readonly shape: Shape;
  readonly data: Float64Array;
}

/** The array whose element at each index is what `element` says. */
export function tabulate(shape: Shape, element: (index: readonly number[]) => number): NdArray {
  const data = new Float64Array(sizeOf(shape));
  let position = 0;
  forEachIndex(shape, (index) => {
    data[position++] = element(index);
  });
  return { shape, data };
}

/** The sum of a term over all indices of a shape. */
export function sumOver(shape: Shape, term: (index: readonly number[]) => number): number {
  let sum = 0;
  forEachIndex(shape, (index) => {
    sum += term(index);
  });
  return sum;
}

/** Every index of a shape in row-major order; the array given is the same one each time. */
export function forEachIndex(shape: Shape, visit: (index: readonly number[]) => void): void {
  const index = shape.map(() => 0);
  for (let remaining = sizeOf(shape); remaining > 0; remaining--) {
    visit(index);
    for (let axis = shape.length - 1; axis >= 0 && ++index[axis] === shape[axis]; axis--) index[axis] = 0;
  }
}

export function at(array: NdArray, ...index: readonly number[]): number {
  return array.data[positionOf(array.shape, index)];
}

export function positionOf(shape: Shape, index: readonly number[]): number {
  return shape.reduce((position, size, axis) => position * size + index[axis], 0);
}

/** The element that stands at an index of the shape to which the array broadcasts. */
export function atBroadcast(array: NdArray, index: readonly number[]): number {
  const own = index.slice(index.length - array.shape.length);
  return at(array, ...own.map((position, axis) => (array.shape[axis] === 1 ? 0 : position)));
}

export function broadcastShape(shapes: readonly Shape[]): Shape {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) =>
    Math.max(...shapes.map((shape) => shape[axis - rank + shape.length] ?? 1)),
  );
}

export function normalAxis(axis: number, { shape }: NdArray): number {
  return axis < 0 ? axis + shape.length : axis;
}

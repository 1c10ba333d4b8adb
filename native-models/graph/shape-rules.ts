import { GraphError, type DataType, type Shape, type TensorType } from './tensor.ts';

/** Numpy's broadcasting of shapes, from the last dimension on. */
export function broadcast(operation: string, shapes: readonly Shape[]): Shape {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const result: number[] = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    const offset = rank - shape.length;
    for (const [axis, size] of shape.entries()) {
      const known = result[axis + offset];
      if (known !== 1 && size !== 1 && known !== size) {
        const all = shapes.map(formatShape).join(' and ');
        throw new GraphError(
          `${operation}: dimension ${axis + offset} of ${all} does not broadcast (${known} against ${size})`,
        );
      }
      if (size !== 1) result[axis + offset] = size;
    }
  }
  return result;
}

/** A possibly negative axis as an index; throws where the rank has no such axis. */
export function normalizeAxis(operation: string, axis: number, rank: number): number {
  const index = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(axis) || index < 0 || index >= rank) {
    throw new GraphError(`${operation}: axis ${axis} does not exist in a tensor of ${rank} dimensions`);
  }
  return index;
}

export function expectRank(operation: string, what: string, tensor: TensorType, rank: number): void {
  if (tensor.shape.length !== rank) {
    throw new GraphError(`${operation}: ${what} needs ${rank} dimensions, got ${formatShape(tensor.shape)}`);
  }
}

export function expectDimension(
  operation: string,
  what: string,
  tensor: TensorType,
  axis: number,
  size: number,
): void {
  if (tensor.shape[axis] !== size) {
    throw new GraphError(
      `${operation}: dimension ${axis} of ${what} ${formatShape(tensor.shape)} must be ${size}, it is ${tensor.shape[axis]}`,
    );
  }
}

export function expectSameType(operation: string, tensors: readonly TensorType[]): DataType {
  const type = tensors[0].type;
  for (const tensor of tensors) {
    if (tensor.type !== type) {
      throw new GraphError(
        `${operation}: inputs must have one type, got ${tensors.map((each) => each.type).join(', ')}`,
      );
    }
  }
  return type;
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

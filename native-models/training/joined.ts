import { concat, reshape, slice } from '../graph/ops/shape.ts';
import { sizeOf, type Shape, type Tensor } from '../graph/tensor.ts';

/** The values of all tensors, one after the other, as one vector. */
export function joined(tensors: readonly Tensor[]): Tensor {
  return concat(
    tensors.map((tensor) => reshape(tensor, [sizeOf(tensor.shape)])),
    0,
  );
}

/** Undoes `joined`: tensors of the given shapes from one vector. */
export function parted(vector: Tensor, shapes: readonly Shape[]): Tensor[] {
  let start = 0;
  return shapes.map((shape) => {
    const end = start + sizeOf(shape);
    const part = reshape(slice(vector, [0], [start], [end]), shape);
    start = end;
    return part;
  });
}

/** Length of the vector that `joined` makes. */
export function joinedSize(tensors: readonly Tensor[]): number {
  return tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

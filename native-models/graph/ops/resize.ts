import { expectRank } from '../shape-rules.ts';
import { apply, GraphError, type Operation, type Shape, type Tensor } from '../tensor.ts';

const resize_: Operation = {
  name: 'Resize',
  infer: ([x], attributes) => {
    expectRank('Resize', 'x', x, 4);
    const [height, width] = attributes.size as readonly [number, number];
    if (height < 1 || width < 1) throw new GraphError(`Resize: cannot resize to ${height} x ${width}`);
    return [{ type: x.type, shape: [x.shape[0], x.shape[1], height, width] }];
  },
  gradient: ({ inputs: [x] }, [dy]) =>
    dy === undefined ? [] : [apply(resizeGradient_, [dy], { shape: x.shape })[0]],
};

/** The adjoint of bilinear resizing: dy [N, C, H', W'] to the shape of x. */
const resizeGradient_: Operation = {
  name: 'ResizeGradient',
  infer: ([dy], { shape }) => [{ type: dy.type, shape: shape as Shape }],
  gradient: null,
};

/** Bilinear, half-pixel centres, edges repeated, no antialiasing (F.interpolate with align_corners=False). */
export function resize(x: Tensor, size: readonly [height: number, width: number]): Tensor {
  return x.shape[2] === size[0] && x.shape[3] === size[1] ? x : apply(resize_, [x], { size })[0];
}

/** Bilinear weights of one dimension as a matrix [to, from]: resized = matrix times x. */
export function resizeMatrix(from: number, to: number): Float64Array {
  const matrix = new Float64Array(to * from);
  for (let row = 0; row < to; row++) {
    const centre = Math.min(Math.max(((row + 0.5) * from) / to - 0.5, 0), from - 1);
    const low = Math.floor(centre);
    const high = Math.min(low + 1, from - 1);
    matrix[row * from + low] += 1 - (centre - low);
    matrix[row * from + high] += centre - low;
  }
  return matrix;
}

import { geometry } from '../../../graph/ops/convolution.ts';
import type { Shape, Tensor } from '../../../graph/tensor.ts';
import { MICROSOFT, type Emitter } from '../emitter.ts';
import type { Lowering } from './lowering.ts';

/** Matrix products of dy and the moved x (docs/decisions/convolution-gradient.md tells the ways tried). */
export const lowerConvWeightGradient: Lowering = (node, names, emit) => {
  const { strides, pads, group } = geometry(node.attributes);
  const [, , kernelHeight, kernelWidth] = node.attributes.shape as Shape;
  const keepsSize =
    group === 1 &&
    kernelHeight === 3 &&
    kernelWidth === 3 &&
    [...strides, ...pads].every((amount) => amount === 1);
  return keepsSize ? nineTaps(node, names, emit) : tapByTap(node, names, emit);
};

/**
 * All taps of a 3x3 kernel that keeps the size, in one product. A tap moves x against dy by rows and columns; here
 * three copies of dy are moved by rows and three of x by columns, and each meets each.
 */
const nineTaps: Lowering = ({ inputs: [x, dy], attributes }, [xName, dyName], emit) => {
  const [outputs, inputs] = attributes.shape as Shape;
  const pitch = x.shape[3] + 1;
  const movedDy = movedCopies(emit, dyName, dy, pitch);
  const movedX = movedCopies(emit, xName, x, 1);
  const products = rowProducts(emit, movedDy, movedX, x.shape[0]);
  const taps = emit.node('Transpose', [emit.reshape(products, [outputs, 3, inputs, 3])], {
    perm: [0, 2, 1, 3],
  });
  // Moving dy down is moving x up, so the rows of the kernel come in reverse.
  return [emit.node('Slice', [taps, emit.int64([-1]), emit.int64([-4]), emit.int64([2]), emit.int64([-1])])];
};

/**
 * Each channel of maps [N, C, H, W] three times, `step` numbers later, in place and `step` earlier: [N, 3 C, K].
 *
 * A column of zeros after each row makes a move in any direction one along the flat map. So a copy needs no move of its
 * own: written one after the other with the right gaps, and cut into rows of K, they are moved. What spills over from a
 * copy into the end of the row before it meets zeros of the other factor.
 */
function movedCopies(emit: Emitter, name: string, { shape, type }: Tensor, step: number): string {
  const [n, channels, height, width] = shape;
  const zeros = (...size: number[]): string =>
    emit.node('Expand', [emit.scalar(0, type), emit.int64([n, channels, ...size])]);
  const pitch = width + 1;
  const size = height * pitch;
  const row = size + 2 * pitch;
  const separated = emit.node('Concat', [name, zeros(height, 1)], { axis: 3 });
  const map = emit.reshape(separated, [n, channels, size]);
  const gap = zeros(row - size - step);
  const tail = row - size + step;
  const written = emit.node('Concat', [zeros(step), map, gap, map, gap, map, zeros(tail)], { axis: 2 });
  return emit.reshape(written, [n, 3 * channels, row]);
}

/** Rows of a [N, M, K] times rows of b [N, L, K], summed over the batch: [1, M, L]. */
function rowProducts(emit: Emitter, a: string, b: string, batch: number): string {
  const products = emit.node('FusedMatMul', [a, b], { transB: 1 }, MICROSOFT);
  return batch === 1 ? products : emit.node('ReduceSum', [products, emit.int64([0])], { keepdims: 1 });
}

/** The gradients of all taps, [1, O, C] each, as the weight [O, C, kh, kw]. */
function stackTaps(emit: Emitter, taps: readonly string[], shape: Shape): string {
  if (taps.length === 1) return emit.reshape(taps[0], shape);
  const stacked = emit.node('Concat', taps, { axis: 0 });
  return emit.reshape(emit.node('Transpose', [stacked], { perm: [1, 2, 0] }), shape);
}

/** Any kernel, stride, padding and group: one product a tap, with the moved x sliced out of the padded one. */
const tapByTap: Lowering = ({ attributes, inputs: [x, dy] }, [xName, dyName], emit) => {
  const { strides, pads, group } = geometry(attributes);
  const [outputs, inputs, kernelHeight, kernelWidth] = attributes.shape as Shape;
  const [n, , rows, columns] = dy.shape;
  const padded = pads.some((pad) => pad > 0)
    ? emit.node('Pad', [xName, emit.int64([0, 0, pads[0], pads[1], 0, 0, pads[2], pads[3]])])
    : xName;
  const flatDy = emit.reshape(dyName, [n, outputs, rows * columns]);
  const whole =
    kernelHeight * kernelWidth === 1 && padded === xName && x.shape[2] === rows && x.shape[3] === columns;
  const taps: string[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      const shifted = whole ? xName : shift(row, column);
      taps.push(inGroups(emit.reshape(shifted, [n, group * inputs, rows * columns])));
    }
  }
  return [stackTaps(emit, taps, attributes.shape as Shape)];

  function shift(row: number, column: number): string {
    const ends = [row + (rows - 1) * strides[0] + 1, column + (columns - 1) * strides[1] + 1];
    return emit.node('Slice', [
      padded,
      emit.int64([row, column]),
      emit.int64(ends),
      emit.int64([2, 3]),
      emit.int64(strides),
    ]);
  }

  function inGroups(flatX: string): string {
    if (group === 1) return rowProducts(emit, flatDy, flatX, n);
    const perGroup = outputs / group;
    const parts = Array.from({ length: group }, (_, index) =>
      rowProducts(
        emit,
        channels(emit, flatDy, index * perGroup, perGroup),
        channels(emit, flatX, index * inputs, inputs),
        n,
      ),
    );
    return emit.node('Concat', parts, { axis: 1 });
  }
};

function channels(emit: Emitter, x: string, start: number, count: number): string {
  return emit.node('Slice', [x, emit.int64([start]), emit.int64([start + count]), emit.int64([1])]);
}

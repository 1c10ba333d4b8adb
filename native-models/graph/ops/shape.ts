import { expectRank, expectSameType, formatShape, normalizeAxis } from '../shape-rules.ts';
import { apply, GraphError, sizeOf, type Operation, type Shape, type Tensor } from '../tensor.ts';
import { sumToShape } from './arithmetic.ts';

const reshape_: Operation = {
  name: 'Reshape',
  infer: ([{ type, shape: from }], attributes) => {
    const shape = attributes.shape as Shape;
    if (sizeOf(shape) !== sizeOf(from)) {
      throw new GraphError(
        `Reshape: ${formatShape(from)} has ${sizeOf(from)} elements, ${formatShape(shape)} ${sizeOf(shape)}`,
      );
    }
    return [{ type, shape }];
  },
  gradient: ({ inputs: [x] }, [dy]) => (dy === undefined ? [] : [reshape(dy, x.shape)]),
};

/** The same elements in another shape; the tensor itself where it already has it. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  return formatShape(x.shape) === formatShape(shape) ? x : apply(reshape_, [x], { shape })[0];
}

const transpose_: Operation = {
  name: 'Transpose',
  infer: ([{ type, shape }], attributes) => {
    const perm = attributes.perm as readonly number[];
    if (perm.toSorted((a, b) => a - b).join() !== shape.map((_, axis) => axis).join()) {
      throw new GraphError(
        `Transpose: [${perm.join(', ')}] does not order the dimensions of ${formatShape(shape)}`,
      );
    }
    return [{ type, shape: perm.map((axis) => shape[axis]) }];
  },
  gradient: ({ attributes }, [dy]) => {
    if (dy === undefined) return [];
    const perm = attributes.perm as readonly number[];
    return [
      transpose(
        dy,
        perm.map((_, axis) => perm.indexOf(axis)),
      ),
    ];
  },
};

/** Dimension i of the result is dimension perm[i] of x. */
export function transpose(x: Tensor, perm: readonly number[]): Tensor {
  return apply(transpose_, [x], { perm })[0];
}

const concat_: Operation = {
  name: 'Concat',
  infer: (inputs, attributes) => {
    const type = expectSameType('Concat', inputs);
    const first = inputs[0].shape;
    const axis = normalizeAxis('Concat', attributes.axis as number, first.length);
    for (const each of inputs) {
      const { shape } = each;
      expectRank('Concat', 'each input', each, first.length);
      const wrong = first.findIndex((size, index) => index !== axis && shape[index] !== size);
      if (wrong >= 0) {
        throw new GraphError(
          `Concat: dimension ${wrong} of ${formatShape(shape)} differs from ${formatShape(first)}`,
        );
      }
    }
    const joined = inputs.reduce((sum, { shape }) => sum + shape[axis], 0);
    return [{ type, shape: first.map((size, index) => (index === axis ? joined : size)) }];
  },
  gradient: ({ inputs, attributes }, [dy]) => {
    if (dy === undefined) return [];
    const axis = normalizeAxis('Concat', attributes.axis as number, dy.shape.length);
    let start = 0;
    return inputs.map(({ shape }) => {
      const part = slice(dy, [axis], [start], [start + shape[axis]]);
      start += shape[axis];
      return part;
    });
  },
};

export function concat(inputs: readonly Tensor[], axis: number): Tensor {
  return inputs.length === 1 ? inputs[0] : apply(concat_, inputs, { axis })[0];
}

const slice_: Operation = {
  name: 'Slice',
  infer: ([{ type, shape }], attributes) => {
    const { axes, starts, ends } = attributes as Record<string, readonly number[]>;
    const sliced = [...shape];
    for (const [index, axis] of axes.entries()) {
      if (axis < 0 || axis >= shape.length) {
        throw new GraphError(`Slice: axis ${axis} does not exist in ${formatShape(shape)}`);
      }
      if (starts[index] < 0 || ends[index] > shape[axis] || starts[index] >= ends[index]) {
        throw new GraphError(
          `Slice: ${starts[index]}..${ends[index]} is not inside dimension ${axis} of ${formatShape(shape)}`,
        );
      }
      sliced[axis] = ends[index] - starts[index];
    }
    return [{ type, shape: sliced }];
  },
  gradient: ({ inputs: [x], attributes }, [dy]) => {
    if (dy === undefined) return [];
    const { axes, starts, ends } = attributes as Record<string, readonly number[]>;
    const before = x.shape.map((_, axis) => (axes.includes(axis) ? starts[axes.indexOf(axis)] : 0));
    const after = x.shape.map((size, axis) => (axes.includes(axis) ? size - ends[axes.indexOf(axis)] : 0));
    return [pad(dy, before, after)];
  },
};

/** Elements starts[i] to ends[i] (not included) along axes[i]; no negative indices, step 1. */
export function slice(
  x: Tensor,
  axes: readonly number[],
  starts: readonly number[],
  ends: readonly number[],
): Tensor {
  return apply(slice_, [x], { axes, starts, ends })[0];
}

const pad_: Operation = {
  name: 'Pad',
  infer: ([{ type, shape }], attributes) => {
    const { before, after } = attributes as Record<string, readonly number[]>;
    if (before.length !== shape.length || after.length !== shape.length) {
      throw new GraphError(
        `Pad: ${before.length} and ${after.length} amounts for the dimensions of ${formatShape(shape)}`,
      );
    }
    return [{ type, shape: shape.map((size, axis) => before[axis] + size + after[axis]) }];
  },
  gradient: ({ inputs: [x], attributes }, [dy]) => {
    if (dy === undefined) return [];
    const before = attributes.before as readonly number[];
    const axes = x.shape.map((_, axis) => axis);
    return [
      slice(
        dy,
        axes,
        before,
        x.shape.map((size, axis) => before[axis] + size),
      ),
    ];
  },
};

/** Zeros around x: before[i] and after[i] of them along dimension i. */
export function pad(x: Tensor, before: readonly number[], after: readonly number[]): Tensor {
  return apply(pad_, [x], { before, after })[0];
}

const expand_: Operation = {
  name: 'Expand',
  infer: ([{ type, shape: from }], attributes) => {
    const shape = attributes.shape as Shape;
    const offset = shape.length - from.length;
    if (offset < 0) {
      throw new GraphError(`Expand: ${formatShape(from)} has more dimensions than ${formatShape(shape)}`);
    }
    const wrong = from.findIndex((size, axis) => size !== 1 && size !== shape[axis + offset]);
    if (wrong >= 0) {
      throw new GraphError(
        `Expand: dimension ${wrong} of ${formatShape(from)} cannot become that of ${formatShape(shape)}`,
      );
    }
    return [{ type, shape }];
  },
  gradient: ({ inputs: [x] }, [dy]) => (dy === undefined ? [] : [sumToShape(dy, x.shape)]),
};

/** Repeats dimensions of size 1 up to the given shape. */
export function expand(x: Tensor, shape: Shape): Tensor {
  return formatShape(x.shape) === formatShape(shape) ? x : apply(expand_, [x], { shape })[0];
}

const spaceToDepth_: Operation = {
  name: 'SpaceToDepth',
  infer: ([x], attributes) => {
    expectRank('SpaceToDepth', 'x', x, 4);
    const block = attributes.blocksize as number;
    const [n, c, h, w] = x.shape;
    if (h % block !== 0 || w % block !== 0) {
      throw new GraphError(
        `SpaceToDepth: height and width of ${formatShape(x.shape)} must be multiples of ${block}`,
      );
    }
    return [{ type: x.type, shape: [n, c * block * block, h / block, w / block] }];
  },
  gradient: ({ attributes }, [dy]) =>
    dy === undefined ? [] : [depthToSpace(dy, attributes.blocksize as number)],
};

/** [N, C, H, W] to [N, C b b, H/b, W/b]; channel order (row in block, column in block, c), as ONNX. */
export function spaceToDepth(x: Tensor, blocksize: number): Tensor {
  return apply(spaceToDepth_, [x], { blocksize })[0];
}

const depthToSpace_: Operation = {
  name: 'DepthToSpace',
  infer: ([x], attributes) => {
    expectRank('DepthToSpace', 'x', x, 4);
    const block = attributes.blocksize as number;
    const [n, c, h, w] = x.shape;
    if (c % (block * block) !== 0) {
      throw new GraphError(
        `DepthToSpace: dimension 1 of ${formatShape(x.shape)} must be a multiple of ${block * block}`,
      );
    }
    return [{ type: x.type, shape: [n, c / (block * block), h * block, w * block] }];
  },
  gradient: ({ attributes }, [dy]) =>
    dy === undefined ? [] : [spaceToDepth(dy, attributes.blocksize as number)],
};

/** The inverse of spaceToDepth (ONNX mode DCR). */
export function depthToSpace(x: Tensor, blocksize: number): Tensor {
  return apply(depthToSpace_, [x], { blocksize })[0];
}

import { expectDimension, expectRank, expectSameType, formatShape } from '../shape-rules.ts';
import { apply, GraphError, type Attributes, type Operation, type Shape, type Tensor } from '../tensor.ts';

export interface ConvolutionOptions {
  /** Step in rows and columns; default 1. */
  readonly stride?: number;
  /** Zeros on each side in rows and columns; default 0. */
  readonly padding?: number;
  /** Channels are convolved in this many separate groups; default 1. */
  readonly group?: number;
}

/** What the three convolution operations share: strides [y, x], pads [top, left, bottom, right], group. */
interface Geometry {
  readonly strides: readonly [number, number];
  readonly pads: readonly [number, number, number, number];
  readonly group: number;
}

const conv_: Operation = {
  name: 'Conv',
  infer: (inputs, attributes) => {
    const type = expectSameType('Conv', inputs);
    const [x, weight] = inputs;
    expectRank('Conv', 'x', x, 4);
    expectRank('Conv', 'the weight', weight, 4);
    const { strides, pads, group } = geometry(attributes);
    expectDimension('Conv', 'x', x, 1, weight.shape[1] * group);
    const [n, , height, width] = x.shape;
    const [outputs, , kernelHeight, kernelWidth] = weight.shape;
    if (outputs % group !== 0) {
      throw new GraphError(
        `Conv: dimension 0 of the weight ${formatShape(weight.shape)} is not divisible into ${group} groups`,
      );
    }
    const rows = Math.floor((height + pads[0] + pads[2] - kernelHeight) / strides[0]) + 1;
    const columns = Math.floor((width + pads[1] + pads[3] - kernelWidth) / strides[1]) + 1;
    if (rows < 1 || columns < 1) {
      throw new GraphError(
        `Conv: ${formatShape(x.shape)} is smaller than the kernel of ${formatShape(weight.shape)}`,
      );
    }
    return [{ type, shape: [n, outputs, rows, columns] }];
  },
  gradient: ({ inputs: [x, weight], attributes }, [dy]) => {
    if (dy === undefined) return [];
    return [
      apply(convInputGradient_, [dy, weight], { ...attributes, shape: x.shape })[0],
      apply(convWeightGradient_, [x, dy], { ...attributes, shape: weight.shape })[0],
    ];
  },
};

/** Gradient of a convolution with respect to its input: (dy, weight) to the shape of x. */
const convInputGradient_: Operation = {
  name: 'ConvInputGradient',
  infer: ([dy], { shape }) => [{ type: dy.type, shape: shape as Shape }],
  gradient: null,
};

/** Gradient of a convolution with respect to its weight: (x, dy) to the shape of the weight. */
const convWeightGradient_: Operation = {
  name: 'ConvWeightGradient',
  infer: ([x], { shape }) => [{ type: x.type, shape: shape as Shape }],
  gradient: null,
};

/** Cross-correlation of x [N, C, H, W] with weight [O, C / group, kh, kw] to [N, O, H', W']. */
export function conv(x: Tensor, weight: Tensor, options: ConvolutionOptions = {}): Tensor {
  const { stride = 1, padding = 0, group = 1 } = options;
  const attributes = { strides: [stride, stride], pads: [padding, padding, padding, padding], group };
  return apply(conv_, [x, weight], attributes)[0];
}

export function geometry(attributes: Attributes): Geometry {
  return attributes as unknown as Geometry;
}

import { normalizeAxis } from '../shape-rules.ts';
import { apply, scalar, type Operation, type Tensor } from '../tensor.ts';
import { add, erf, exp, mul, sub } from './arithmetic.ts';
import { cast } from './cast.ts';
import { greater } from './comparison.ts';
import { reduceSum } from './reduction.ts';

const gelu_: Operation = {
  name: 'Gelu',
  infer: ([{ type, shape }]) => [{ type, shape }],
  gradient: ({ inputs: [x] }, [dy]) => {
    if (dy === undefined) return [];
    // With u = x / sqrt(2) the density times x is u exp(-u^2) / sqrt(pi): one pass less over the map.
    const u = mul(x, Math.SQRT1_2);
    const distribution = add(mul(erf(u), 0.5), 0.5);
    const density = mul(u, exp(sub(-0.5 * Math.log(Math.PI), mul(u, u))));
    return [mul(dy, add(distribution, density))];
  },
};

/** x times the standard normal distribution function, exactly (by erf). */
export function gelu(x: Tensor): Tensor {
  return apply(gelu_, [x])[0];
}

const relu_: Operation = {
  name: 'Relu',
  infer: ([{ type, shape }]) => [{ type, shape }],
  gradient: ({ outputs: [y] }, [dy]) => {
    if (dy === undefined) return [];
    // Not Where, which onnxruntime runs on one thread in three passes.
    return [mul(dy, cast(greater(y, scalar(0, y.type)), dy.type))];
  },
};

/** x where it is positive, 0 elsewhere. */
export function relu(x: Tensor): Tensor {
  return apply(relu_, [x])[0];
}

function softmaxLike(
  name: string,
  gradient: (y: Tensor, dy: Tensor, axis: number) => Tensor,
): (x: Tensor, axis: number) => Tensor {
  const operation: Operation = {
    name,
    infer: ([{ type, shape }], attributes) => {
      normalizeAxis(name, attributes.axis as number, shape.length);
      return [{ type, shape }];
    },
    gradient: (node, [dy]) =>
      dy === undefined ? [] : [gradient(node.outputs[0], dy, node.attributes.axis as number)],
  };
  return (x, axis) => apply(operation, [x], { axis })[0];
}

export const softmax = softmaxLike('Softmax', (y, dy, axis) =>
  mul(y, sub(dy, reduceSum(mul(dy, y), [axis]))),
);
export const logSoftmax = softmaxLike('LogSoftmax', (y, dy, axis) =>
  sub(dy, mul(exp(y), reduceSum(dy, [axis]))),
);

import { broadcast, expectSameType, formatShape } from '../shape-rules.ts';
import { apply, GraphError, type Operation, type Tensor } from '../tensor.ts';
import { sumToShape } from './arithmetic.ts';
import { reshape, transpose } from './shape.ts';

const matMul_: Operation = {
  name: 'MatMul',
  infer: (inputs) => {
    const [a, b] = inputs.map(({ shape }) => shape);
    const type = expectSameType('MatMul', inputs);
    if (a.length < 2 || b.length < 2) {
      throw new GraphError(`MatMul: needs matrices, got ${formatShape(a)} and ${formatShape(b)}`);
    }
    const [rows, inner] = a.slice(-2);
    const [innerOfB, columns] = b.slice(-2);
    if (inner !== innerOfB) {
      throw new GraphError(
        `MatMul: the last dimension of ${formatShape(a)} and the one before the last of ${formatShape(b)} differ`,
      );
    }
    return [{ type, shape: [...broadcast('MatMul', [a.slice(0, -2), b.slice(0, -2)]), rows, columns] }];
  },
  gradient: ({ inputs: [a, b], attributes }, [dy]) => {
    if (dy === undefined) return [];
    return [
      sumToShape(apply(matMul_, [dy, transposeMatrix(b)], attributes)[0], a.shape),
      sumToShape(apply(matMul_, [transposeMatrix(a), dy], attributes)[0], b.shape),
    ];
  },
};

/** Matrix product over the last two dimensions; those before them broadcast. */
export function matMul(a: Tensor, b: Tensor): Tensor {
  return apply(matMul_, [a, b])[0];
}

/** As `matMul`, and in float32 under mixed precision too: for what a half type rounds too much or cannot hold. */
export function matMulInFloat32(a: Tensor, b: Tensor): Tensor {
  return apply(matMul_, [a, b], { float32: 1 })[0];
}

/**
 * The products of each row of a [..., M, K] with the one row of b [..., 1, K], summed in float32: [..., M, 1]. The sum
 * may be longer than float16 can count.
 */
export function dotRows(a: Tensor, b: Tensor): Tensor {
  const column = reshape(b, [...b.shape.slice(0, -2), b.shape[b.shape.length - 1], 1]);
  return matMulInFloat32(a, column);
}

/** Swaps the last two dimensions. */
export function transposeMatrix(x: Tensor): Tensor {
  const axes = x.shape.map((_, axis) => axis);
  return transpose(x, [...axes.slice(0, -2), ...axes.slice(-2).reverse()]);
}

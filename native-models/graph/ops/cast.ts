import { apply, isFloating, type DataType, type Operation, type Tensor } from '../tensor.ts';

const cast_: Operation = {
  name: 'Cast',
  infer: ([{ shape }], { to }) => [{ type: to as DataType, shape }],
  gradient: ({ inputs: [x] }, [dy]) => (dy === undefined || !isFloating(x.type) ? [] : [cast(dy, x.type)]),
};

/** The same numbers in another type; the tensor itself where it already has it. */
export function cast(x: Tensor, to: DataType): Tensor {
  return x.type === to ? x : apply(cast_, [x], { to })[0];
}

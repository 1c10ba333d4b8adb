import { apply, type Operation, type Tensor } from '../tensor.ts';

const barrier_: Operation = {
  name: 'Barrier',
  infer: ([{ type, shape }]) => [{ type, shape }],
  gradient: null,
};

/** x unchanged, but not before `after` is known: it keeps a recomputation from running early. */
export function barrier(x: Tensor, after: Tensor): Tensor {
  return apply(barrier_, [x, after])[0];
}

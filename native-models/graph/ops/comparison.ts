import { broadcast, expectSameType } from '../shape-rules.ts';
import { apply, type Operation, type Tensor } from '../tensor.ts';
import { mul, sumToShape } from './arithmetic.ts';
import { cast } from './cast.ts';

function comparison(name: string): (a: Tensor, b: Tensor) => Tensor {
  const operation: Operation = {
    name,
    infer: (inputs) => {
      expectSameType(name, inputs);
      return [
        {
          type: 'bool',
          shape: broadcast(
            name,
            inputs.map((each) => each.shape),
          ),
        },
      ];
    },
    gradient: null,
  };
  return (a, b) => apply(operation, [a, b])[0];
}

function test(name: string): (x: Tensor) => Tensor {
  const operation: Operation = { name, infer: ([{ shape }]) => [{ type: 'bool', shape }], gradient: null };
  return (x) => apply(operation, [x])[0];
}

export const equal = comparison('Equal');
export const less = comparison('Less');
export const greater = comparison('Greater');
export const not = test('Not');
export const isNaN = test('IsNaN');
export const isInf = test('IsInf');

const where_: Operation = {
  name: 'Where',
  infer: ([condition, a, b]) => [
    { type: expectSameType('Where', [a, b]), shape: broadcast('Where', [condition.shape, a.shape, b.shape]) },
  ],
  gradient: ({ inputs: [condition, a, b] }, [dy]) => {
    if (dy === undefined) return [];
    const chosen = cast(condition, dy.type);
    const other = cast(not(condition), dy.type);
    return [undefined, sumToShape(mul(dy, chosen), a.shape), sumToShape(mul(dy, other), b.shape)];
  },
};

/** a where the condition holds, b elsewhere. */
export function where(condition: Tensor, a: Tensor, b: Tensor): Tensor {
  return apply(where_, [condition, a, b])[0];
}

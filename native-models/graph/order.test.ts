import { expect, test } from 'vitest';
import { add, mul, neg } from './ops/arithmetic.ts';
import { topologicalOrder } from './order.ts';
import { input, type Node, type Tensor } from './tensor.ts';

test('every node stands once, after those it reads, inputs from left to right', () => {
  const x = input('x', []);
  const [left, right] = [neg(x), mul(x, x)];
  const sum = add(left, right);
  const product = mul(sum, left);
  expect(topologicalOrder([product, sum])).toEqual([left, right, sum, product].map(nodeOf));
});

test('inputs alone need no node', () => {
  expect(topologicalOrder([input('x', [])])).toEqual([]);
});

test('a chain of 100,000 nodes does not overflow the stack', () => {
  let x = input('x', []);
  for (let step = 0; step < 100_000; step++) x = neg(x);
  const order = topologicalOrder([x]);
  expect(order).toHaveLength(100_000);
  expect(order.at(-1)).toBe(nodeOf(x));
});

function nodeOf({ source }: Tensor): Node | null {
  return source.kind === 'node' ? source.node : null;
}

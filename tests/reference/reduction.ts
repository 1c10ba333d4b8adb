import type { Kernel, Kernels } from './kernel.ts';
import { forEachIndex, at, normalAxis, positionOf } from './nd-array.ts';

export const reduction: Kernels = {
  ReduceSum: reduce(sum),
  ReduceMean: reduce((elements) => sum(elements) / elements.length),
  ReduceMax: reduce((elements) => Math.max(...elements)),
  ReduceSumSquare: reduce((elements) => sum(elements.map((element) => element * element))),
};

/** Collects the elements that fall together and reduces each collection. */
function reduce(f: (elements: readonly number[]) => number): Kernel {
  return ([x], { axes }) => {
    const reduced = (axes as readonly number[]).map((axis) => normalAxis(axis, x));
    const shape = x.shape.map((size, axis) => (reduced.includes(axis) ? 1 : size));
    const collected: number[][] = [];
    forEachIndex(x.shape, (index) => {
      const position = positionOf(
        shape,
        index.map((i, axis) => (reduced.includes(axis) ? 0 : i)),
      );
      (collected[position] ??= []).push(at(x, ...index));
    });
    return [{ shape, data: Float64Array.from(collected, f) }];
  };
}

function sum(elements: readonly number[]): number {
  return elements.reduce((total, element) => total + element, 0);
}

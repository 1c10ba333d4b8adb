import fc from 'fast-check';
import { expect, test } from 'vitest';
import { random } from '../../native-models/random.ts';
import { allocateGroups } from './allocate-groups.ts';
import { Allocation, NOWHERE } from './allocation.ts';
import { groupImages } from './image-groups.ts';
import type { SplitImage } from './split-image.ts';
import { image } from './split-images.testing.ts';
import { balanceTable } from './balance-table.ts';
import { splitImages } from './split-images.ts';
import { DEFAULT_RATIOS } from './ratios.ts';
import { stratify } from './strata.ts';

function seeded(seed: number): () => number {
  const source = random(seed);
  return () => source.uniform();
}

/** Every way to put the groups into the bins, with the cost as docs/splits.md defines it. */
function leastCost(images: readonly SplitImage[], shares: readonly number[]): number {
  const groups = groupImages(images, ['part']);
  const strata = stratify(images, groups);
  let least = Infinity;
  for (let code = 0; code < shares.length ** groups.length; code++) {
    const bins = groups.map((_, group) => Math.floor(code / shares.length ** group) % shares.length);
    if (new Set(bins).size === shares.length) least = Math.min(least, costOf(bins));
  }
  return least;

  function costOf(bins: readonly number[]): number {
    let cost = 0;
    for (const [bin, asked] of shares.entries()) {
      const there = new Float64Array(strata.strata);
      for (const [group, of] of bins.entries()) {
        if (of !== bin) continue;
        for (let at = strata.starts[group]; at < strata.starts[group + 1]; at++) {
          there[strata.entries[at]] += strata.shares[at];
        }
      }
      for (const [stratum, weight] of strata.weights.entries())
        cost += weight * (there[stratum] - asked) ** 2;
    }
    return cost;
  }
}

function costFound(images: readonly SplitImage[], shares: readonly number[], seed: number): number {
  const groups = groupImages(images, ['part']);
  const strata = stratify(images, groups);
  const fixed = new Int32Array(groups.length).fill(NOWHERE);
  const bins = allocateGroups(strata, shares, fixed, seeded(seed));
  const allocation = new Allocation(strata, shares);
  for (const [group, bin] of bins.entries()) allocation.move(group, bin);
  return allocation.cost();
}

const smallSets = fc
  .array(
    fc.record({
      part: fc.integer({ min: 0, max: 6 }),
      defects: fc.option(
        fc.array(
          fc.record({ classId: fc.integer({ min: 1, max: 3 }), areaPx: fc.integer({ min: 1, max: 90 }) }),
          {
            maxLength: 3,
          },
        ),
      ),
    }),
    { minLength: 8, maxLength: 30 },
  )
  .map((list) => list.map(({ part, defects }, at) => ({ ...image(`${at}`, `p${part}`), defects })))
  .filter((list) => new Set(list.map(({ part }) => part)).size >= 4);

test('no way of up to 3^7 to put the groups is better than the one found', () => {
  fc.assert(
    fc.property(smallSets, fc.nat(), (images, seed) => {
      const shares = [0.8, 0.1, 0.1];
      expect(costFound(images, shares, seed)).toBeCloseTo(leastCost(images, shares), 9);
    }),
    { numRuns: 40 },
  );
});

test('two bins alike, where halves exist: cost 0', () => {
  const images = Array.from({ length: 24 }, (_, at) => image(`${at}`, `p${at >> 1}`, [1 + ((at >> 1) % 3)]));
  expect(costFound(images, [0.5, 0.5], 3)).toBeCloseTo(0, 12);
});

test('the cost of a move is what the cost changes by', () => {
  const images = Array.from({ length: 40 }, (_, at) => image(`${at}`, `p${at % 9}`, [1 + (at % 4)]));
  const groups = groupImages(images, ['part']);
  const allocation = new Allocation(stratify(images, groups), [0.5, 0.3, 0.2]);
  const source = random(8);
  for (const group of groups.keys()) allocation.move(group, 0);
  for (let step = 0; step < 200; step++) {
    const [group, to] = [Math.floor(source.uniform() * groups.length), Math.floor(source.uniform() * 3)];
    const [before, change] = [allocation.cost(), allocation.costOfMove(group, to)];
    allocation.move(group, to);
    expect(allocation.cost() - before).toBeCloseTo(change, 9);
  }
});

test('a hundred thousand images, of parts with three each: every class within a tenth of a point', () => {
  const source = random(4);
  const images = Array.from({ length: 100_000 }, (_, at) =>
    image(`${at}`, `p${Math.floor(at / 3)}`, source.chance(0.7) ? [] : [source.integer(1, 12)]),
  );
  const subsets = splitImages(images, { groupBy: ['part'], uniform: () => source.uniform() });
  expect(balanceTable(images, subsets, DEFAULT_RATIOS).largestClassDeviation).toBeLessThan(0.1);
});

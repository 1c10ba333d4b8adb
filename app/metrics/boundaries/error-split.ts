import type { ClassComparison, ClassSide } from '../class-comparison.ts';
import { DisjointSets } from '../disjoint-sets.ts';
import type { Overlap } from '../overlaps.ts';

/** The pixels that are on one side only, told apart by why; they sum to |P xor G| and add up over images. */
export interface ErrorSplit {
  /** Components of the truth that no predicted one touches. */
  readonly missed: number;
  /** Predicted components that touch none of the truth. */
  readonly spurious: number;
  /** In place of as many pixels that lack nearby, both counted: the right size in a wrong position. */
  readonly position: number;
  /** What a prediction has too much, beyond position. */
  readonly tooLarge: number;
  /** What it lacks, beyond position. */
  readonly tooSmall: number;
}

/**
 * Components that overlap, directly or by way of others, form a group. Of a group's f surplus and n lacking pixels
 * 2 min(f, n) are an error of position and the rest one of extent: too large, or too small.
 */
export function errorSplit({ truth, prediction }: ClassComparison, overlaps: readonly Overlap[]): ErrorSplit {
  const split = { missed: 0, spurious: 0, position: 0, tooLarge: 0, tooSmall: 0 };
  for (const { trueArea, predictedArea, shared } of groupsOf(truth, prediction, overlaps)) {
    const surplus = predictedArea - shared;
    const lacking = trueArea - shared;
    if (predictedArea === 0) split.missed += trueArea;
    else if (trueArea === 0) split.spurious += predictedArea;
    else {
      split.position += 2 * Math.min(surplus, lacking);
      split.tooLarge += Math.max(0, surplus - lacking);
      split.tooSmall += Math.max(0, lacking - surplus);
    }
  }
  return split;
}

/** px */
interface Group {
  trueArea: number;
  predictedArea: number;
  shared: number;
}

function groupsOf(truth: ClassSide, prediction: ClassSide, overlaps: readonly Overlap[]): Iterable<Group> {
  const firstPrediction = truth.components.length;
  const sets = new DisjointSets(firstPrediction + prediction.components.length);
  for (const pair of overlaps) sets.join(pair.truth, firstPrediction + pair.prediction);

  const groups = new Map<number, Group>();
  const groupOf = (member: number): Group => {
    const key = sets.lowestWith(member);
    const group = groups.get(key) ?? { trueArea: 0, predictedArea: 0, shared: 0 };
    groups.set(key, group);
    return group;
  };
  truth.components.forEach(({ pixels }, i) => (groupOf(i).trueArea += pixels.length));
  prediction.components.forEach(
    ({ pixels }, i) => (groupOf(firstPrediction + i).predictedArea += pixels.length),
  );
  for (const pair of overlaps) groupOf(pair.truth).shared += pair.areaPx;
  return groups.values();
}

import type { Overlap } from '../overlaps.ts';
import { type Candidate, assign } from './assignment.ts';

/** When a predicted instance may be matched with a true one. */
export interface MatchRule {
  /** `iou`: |P and G| / |P or G|; `overlap`: |P and G| / |G|, the share of the true one that is covered. */
  readonly criterion: 'iou' | 'overlap';
  /** The least it must be, 0 to 1; at 0 one shared pixel is enough. */
  readonly threshold: number;
}

/** Instances by their place in their lists. */
export interface InstanceMatches {
  /** One to one, by truth. */
  readonly matches: readonly Candidate[];
  /** True instances without a match. */
  readonly missed: readonly number[];
  /** Predicted instances without a match. */
  readonly falseCalls: readonly number[];
  /** Predicted instances that cover at least half of each of several true ones. */
  readonly merges: readonly { readonly prediction: number; readonly truths: readonly number[] }[];
  /** True instances in which at least half of each of several predicted ones lies. */
  readonly splits: readonly { readonly truth: number; readonly predictions: readonly number[] }[];
}

/** How much of an instance must be in another one to be a piece of it. */
const PIECE = 0.5;

/**
 * Matches instances so that the sum of what the rule measures is largest.
 * @param trueAreas px, by instance
 * @param predictedAreas px, by instance
 */
export function matchInstances(
  overlaps: readonly Overlap[],
  trueAreas: readonly number[],
  predictedAreas: readonly number[],
  { criterion, threshold }: MatchRule,
): InstanceMatches {
  const score = ({ truth, prediction, areaPx }: Overlap): number =>
    areaPx /
    (criterion === 'iou' ? trueAreas[truth] + predictedAreas[prediction] - areaPx : trueAreas[truth]);
  const candidates = overlaps
    .map((overlap) => ({ truth: overlap.truth, prediction: overlap.prediction, score: score(overlap) }))
    .filter((candidate) => candidate.score >= threshold);
  const matches = assign(candidates);
  const foundTruths = new Set(matches.map(({ truth }) => truth));
  const usedPredictions = new Set(matches.map(({ prediction }) => prediction));
  const covered = overlaps.filter(({ truth, areaPx }) => areaPx >= PIECE * trueAreas[truth]);
  const contained = overlaps.filter(({ prediction, areaPx }) => areaPx >= PIECE * predictedAreas[prediction]);
  return {
    matches,
    missed: [...trueAreas.keys()].filter((truth) => !foundTruths.has(truth)),
    falseCalls: [...predictedAreas.keys()].filter((prediction) => !usedPredictions.has(prediction)),
    merges: several(Map.groupBy(covered, ({ prediction }) => prediction)).map(([prediction, pairs]) => ({
      prediction,
      truths: pairs.map(({ truth }) => truth),
    })),
    splits: several(Map.groupBy(contained, ({ truth }) => truth)).map(([truth, pairs]) => ({
      truth,
      predictions: pairs.map(({ prediction }) => prediction),
    })),
  };
}

function several<T>(groups: ReadonlyMap<number, T[]>): [number, T[]][] {
  return [...groups].filter(([, members]) => members.length > 1).sort(([a], [b]) => a - b);
}

import { type Outcome, either } from '../outcomes.ts';
import type { AcceptanceRule, Finding } from './acceptance-rule.ts';
import type { ScoredFinding } from './findings.ts';
import { ruleOutcome } from './rule-outcome.ts';
import { type InspectedImage, ruleViolations } from './rule-violations.ts';

/** What acceptance rules make of one image. */
export interface RuleDecision {
  /** Defective, rejected or touched by any rule. */
  readonly outcome: Outcome;
  readonly byRule: readonly Outcome[];
  /** The highest threshold at which it is rejected; 0 where it never is. */
  readonly score: number;
}

/**
 * @param candidates the predicted findings of p >= t0; those that `counts` holds for are the prediction
 * Throws when a rule needs a size in mm and there is none.
 */
export function decideByRules(
  truth: readonly Finding[],
  candidates: readonly ScoredFinding[],
  counts: (candidate: ScoredFinding) => boolean,
  rules: readonly AcceptanceRule[],
  image: InspectedImage,
): RuleDecision {
  const prediction = candidates.filter(counts);
  const byRule = rules.map((rule) => ruleOutcome(truth, prediction, [rule], image));
  return {
    outcome: byRule.reduce(either, { defective: false, rejected: false, touched: false }),
    byRule,
    score: rejectionScore(candidates, rules, image),
  };
}

/** More findings never mend a broken rule, so the threshold is searched for by halving. */
function rejectionScore(
  candidates: readonly ScoredFinding[],
  rules: readonly AcceptanceRule[],
  image: InspectedImage,
): number {
  const descending = [...new Set(candidates.map(({ score }) => score))].sort((a, b) => b - a);
  const isRejected = (threshold: number): boolean =>
    ruleViolations(
      candidates.filter(({ score }) => score >= threshold),
      rules,
      image,
    ).length > 0;
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isRejected(descending[middle])) high = middle;
    else low = middle + 1;
  }
  return descending[low] ?? 0;
}

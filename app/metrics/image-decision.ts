import type { LabelMap } from '../mask/label-map.ts';
import type { ClassView, PaintedImage } from './class-view.ts';
import type { Finding } from './decisions/acceptance-rule.ts';
import { type Acceptance, type ScoredFinding, findingOf } from './decisions/findings.ts';
import { type RuleDecision, decideByRules } from './decisions/rule-decision.ts';
import { pointOf } from './operating-point.ts';
import { type Outcome, imageOutcome } from './outcomes.ts';
import type { ScoreSettings } from './score-settings.ts';

/** What inspection did with an image. */
export interface ImageDecision {
  readonly outcome: Outcome;
  /** By acceptance rule; none without rules. */
  readonly byRule: readonly Outcome[];
  /** How sure the model is that it is NG: the highest threshold at which it is rejected, 0 where it never is. */
  readonly score: number;
}

/** By the acceptance rules, or where there are none by any instance that counts. */
export function decideViews(
  { truth, labels, pieces }: PaintedImage,
  views: readonly ClassView[],
  zones: Uint8Array | null,
  settings: ScoreSettings,
): ImageDecision {
  if (settings.acceptance === undefined) {
    return {
      outcome: imageOutcome(truth, labels),
      byRule: [],
      score: pieces.reduce((highest, { score }) => Math.max(highest, score), 0),
    };
  }
  return ruled(truth, views, zones, settings, settings.acceptance);
}

function ruled(
  { width }: LabelMap,
  views: readonly ClassView[],
  zones: Uint8Array | null,
  settings: ScoreSettings,
  acceptance: Acceptance,
): RuleDecision {
  const truth = views.flatMap(({ classId, defects, instances }): Finding[] =>
    (instances?.truth ?? []).map((shape, i) => findingOf(classId, defects[i], shape, acceptance, zones)),
  );
  const candidates = views.flatMap(({ classId, candidates: found }): ScoredFinding[] =>
    found.map(({ pixels, shape, score }) => ({
      ...findingOf(classId, pixels, shape, acceptance, zones),
      score,
    })),
  );
  const counts = ({ classId, score }: ScoredFinding): boolean => score >= pointOf(classId, settings).t;
  const { scale } = settings;
  const image = scale === undefined ? { width } : { width, scale };
  return decideByRules(truth, candidates, counts, acceptance.rules, image);
}

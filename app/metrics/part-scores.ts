import {
  type BandRates,
  type DecidedPart,
  type PartsInBand,
  bandRates,
  countParts,
  decidePart,
} from './decisions/review-band.ts';
import { type LineFigures, lineFigures } from './decisions/line-figures.ts';
import { type Sampling, clusteredRate, trialsOf } from './intervals/clustered-rate.ts';
import type { Estimate } from './intervals/estimate.ts';
import { type Outcome, type OutcomeCounts, countOutcomes, either } from './outcomes.ts';
import type { ScoreSettings } from './score-settings.ts';
import type { Clusters, Views } from './set-intervals.ts';

/** Parts are independent of each other, or else their lots are, so their rates have 95 % intervals. */
export interface PartScores extends OutcomeCounts {
  /** Escapes among defective parts. */
  readonly escapeRate: Estimate;
  /** Overkill among good parts. */
  readonly overkillRate: Estimate;
  /** Unlocated among defective parts. */
  readonly unlocatedRate: Estimate;
}

/** What becomes of the parts. */
export interface PartDecisions {
  readonly counts: PartsInBand;
  readonly rates: BandRates;
  /** Null where the line's NG rate is not known, or no part was defective, or none good. */
  readonly line: LineFigures | null;
}

/** @param outcomeOf one of an image: a part's is what any of its views say */
export function partScores(
  clusters: Clusters,
  outcomeOf: (image: Views[number]) => Outcome,
  sampling: Sampling,
): PartScores {
  const outcomes = clusters.map((parts) => parts.map((views) => views.map(outcomeOf).reduce(either)));
  const rate = (isTrial: (part: Outcome) => boolean, isEvent: (part: Outcome) => boolean): Estimate =>
    clusteredRate(
      outcomes.map((parts) => trialsOf(parts, isTrial, isEvent)),
      sampling,
    );
  return {
    ...countOutcomes(outcomes.flat()),
    escapeRate: rate(isDefective, ({ rejected }) => !rejected),
    overkillRate: rate(
      (part) => !isDefective(part),
      ({ rejected }) => rejected,
    ),
    unlocatedRate: rate(isDefective, ({ rejected, touched }) => rejected && !touched),
  };
}

/** By the review band; where there is none a part is NG when it is rejected, and nobody looks. */
export function partDecisions(
  clusters: Clusters,
  { reviewBand, line }: ScoreSettings,
  sampling: Sampling,
): PartDecisions {
  const decided = clusters.map((parts) =>
    parts.map((views): DecidedPart => {
      if (reviewBand === undefined) return byOutcome(views.map(({ outcome }) => outcome).reduce(either));
      const scored = views.map(({ outcome, score }) => ({ defective: outcome.defective, score }));
      return decidePart(scored, reviewBand);
    }),
  );
  const rates = bandRates(decided, sampling);
  return {
    counts: countParts(decided.flat()),
    rates,
    line: line === undefined ? null : lineFigures(rates, line),
  };
}

function byOutcome({ defective, rejected }: Outcome): DecidedPart {
  return { defective, decision: rejected ? 'ng' : 'ok' };
}

function isDefective({ defective }: Outcome): boolean {
  return defective;
}

import { BlemishError } from '../../domain/errors.ts';
import { clustersBy } from '../intervals/clusters.ts';
import { type RateEstimate, rateEstimate } from '../intervals/rate-estimate.ts';
import { requireProbability } from '../require-number.ts';

/** Below `reviewFrom` a score is OK, from `ngFrom` on it is NG, between them a person looks. */
export interface ReviewBand {
  readonly reviewFrom: number;
  /** At least `reviewFrom`. */
  readonly ngFrom: number;
}

/** An image, or a part by the most suspicious of its views. */
export interface ScoredView {
  readonly part: string | null;
  readonly defective: boolean;
  /** How sure the model is that it is NG: the highest threshold at which it is rejected, 0..1. */
  readonly score: number;
}

export interface BandCounts {
  readonly ok: number;
  readonly review: number;
  readonly ng: number;
}

/** The decisions on parts by what they really are. */
export interface PartsInBand {
  readonly defective: BandCounts;
  readonly good: BandCounts;
}

/** Conditional rates: they hold whatever the share of defective parts is. */
export interface BandRates {
  /** Defective parts called OK: escapes. */
  readonly escape: RateEstimate;
  readonly defectiveReview: RateEstimate;
  readonly goodReview: RateEstimate;
  /** Good parts called NG: overkill. */
  readonly overkill: RateEstimate;
}

/** Throws when the score is not in 0..1, or the band's ends are not or are the wrong way round. */
export function bandDecision(score: number, { reviewFrom, ngFrom }: ReviewBand): keyof BandCounts {
  requireProbability(score, 'the score of a part');
  requireProbability(reviewFrom, 'the start of the review band');
  requireProbability(ngFrom, 'the end of the review band');
  if (reviewFrom > ngFrom) {
    throw new BlemishError('input', {
      problem: `the review band starts at ${reviewFrom} and ends at ${ngFrom}`,
      remedy: 'Let it start where it ends or below',
    });
  }
  if (score < reviewFrom) return 'ok';
  return score < ngFrom ? 'review' : 'ng';
}

/** Parts by decision; a part is defective when a view is, and has its highest score. */
export function countParts(views: readonly ScoredView[], band: ReviewBand): PartsInBand {
  const counts = { defective: { ok: 0, review: 0, ng: 0 }, good: { ok: 0, review: 0, ng: 0 } };
  for (const part of clustersBy(views, (view) => view.part)) {
    const kind = part.some(({ defective }) => defective) ? 'defective' : 'good';
    const decisions = part.map(({ score }) => bandDecision(score, band));
    counts[kind][worst(decisions)]++;
  }
  return counts;
}

/** With exact 95 % intervals over parts. */
export function bandRates({ defective, good }: PartsInBand): BandRates {
  const rate = (events: number, { ok, review, ng }: BandCounts): RateEstimate =>
    rateEstimate(events, ok + review + ng, { unit: 'part' });
  return {
    escape: rate(defective.ok, defective),
    defectiveReview: rate(defective.review, defective),
    goodReview: rate(good.review, good),
    overkill: rate(good.ng, good),
  };
}

function worst(decisions: readonly (keyof BandCounts)[]): keyof BandCounts {
  if (decisions.includes('ng')) return 'ng';
  return decisions.includes('review') ? 'review' : 'ok';
}

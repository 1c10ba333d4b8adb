import { BlemishError } from '../../domain/errors.ts';
import { type Sampling, clusteredRate, trialsOf } from '../intervals/clustered-rate.ts';
import type { Estimate } from '../intervals/estimate.ts';
import { requireProbability } from '../require-number.ts';

/** Below `reviewFrom` a score is OK, from `ngFrom` on it is NG, between them a person looks. */
export interface ReviewBand {
  readonly reviewFrom: number;
  /** At least `reviewFrom`. */
  readonly ngFrom: number;
}

/** An image of a part. */
export interface ScoredView {
  readonly defective: boolean;
  /** How sure the model is that it is NG: the highest threshold at which it is rejected, 0..1. */
  readonly score: number;
}

export interface BandCounts {
  readonly ok: number;
  readonly review: number;
  readonly ng: number;
}

/** What a part really is, and what becomes of it. */
export interface DecidedPart {
  readonly defective: boolean;
  readonly decision: keyof BandCounts;
}

/** The decisions on parts by what they really are. */
export interface PartsInBand {
  readonly defective: BandCounts;
  readonly good: BandCounts;
}

/** Conditional rates: they hold whatever the share of defective parts is. */
export interface BandRates {
  /** Defective parts called OK: escapes. */
  readonly escape: Estimate;
  readonly defectiveReview: Estimate;
  readonly goodReview: Estimate;
  /** Good parts called NG: overkill. */
  readonly overkill: Estimate;
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

/** A part is defective when a view is, and goes by the most suspicious of its views. */
export function decidePart(views: readonly ScoredView[], band: ReviewBand): DecidedPart {
  return {
    defective: views.some(({ defective }) => defective),
    decision: worst(views.map(({ score }) => bandDecision(score, band))),
  };
}

export function countParts(parts: readonly DecidedPart[]): PartsInBand {
  const counts = { defective: { ok: 0, review: 0, ng: 0 }, good: { ok: 0, review: 0, ng: 0 } };
  for (const { defective, decision } of parts) counts[defective ? 'defective' : 'good'][decision]++;
  return counts;
}

/**
 * With 95 % intervals.
 * @param clusters each part alone, or the parts of each lot
 */
export function bandRates(clusters: readonly (readonly DecidedPart[])[], sampling: Sampling): BandRates {
  const rate = (ofDefective: boolean, wanted: keyof BandCounts): Estimate =>
    clusteredRate(
      clusters.map((parts) =>
        trialsOf(
          parts,
          ({ defective }) => defective === ofDefective,
          ({ decision }) => decision === wanted,
        ),
      ),
      sampling,
    );
  return {
    escape: rate(true, 'ok'),
    defectiveReview: rate(true, 'review'),
    goodReview: rate(false, 'review'),
    overkill: rate(false, 'ng'),
  };
}

function worst(decisions: readonly (keyof BandCounts)[]): keyof BandCounts {
  if (decisions.includes('ng')) return 'ng';
  return decisions.includes('review') ? 'review' : 'ok';
}

import type { Estimate } from '../intervals/estimate.ts';
import { requireProbability } from '../require-number.ts';
import type { BandRates } from './review-band.ts';

/** In any one currency. */
export interface PartCosts {
  /** Of a defective part delivered. */
  readonly escape: number;
  /** Of a good part thrown away. */
  readonly overkill: number;
  /** Of a person looking at a part. */
  readonly review: number;
}

export interface Line {
  /** The true share of defective parts, 0..1. */
  readonly ngRate: number;
  /** Null: no costs are told. */
  readonly costs: PartCosts | null;
}

/** What becomes of the parts that the line makes, a reviewer taken to be always right. */
export interface LineFigures {
  /** The share of all parts that a person looks at, 0..1. */
  readonly reviewShare: number;
  /** Defective parts delivered, per million parts made; the interval is the escape rate's, the NG rate being known. */
  readonly escapePpm: Estimate;
  /** Defective parts among a million parts delivered; null when none is. */
  readonly deliveredPpm: number | null;
  /** The share of all parts that is good and thrown away, 0..1. */
  readonly overkillShare: number;
  /** On average, per part made; null without costs. */
  readonly costPerPart: number | null;
}

/**
 * The rates of a test set, which holds more defects than the line makes, weighted by what the line makes. Null when
 * the set had no defective or no good part. Throws when the NG rate is not in 0..1.
 */
export function lineFigures(rates: BandRates, { ngRate, costs }: Line): LineFigures | null {
  requireProbability(ngRate, "the line's NG rate");
  const { escape, defectiveReview, goodReview, overkill } = rates;
  if (escape.value === null || defectiveReview.value === null) return null;
  if (overkill.value === null || goodReview.value === null) return null;

  const okRate = 1 - ngRate;
  const escapeShare = ngRate * escape.value;
  const overkillShare = okRate * overkill.value;
  const reviewShare = ngRate * defectiveReview.value + okRate * goodReview.value;
  const deliveredShare = escapeShare + okRate - overkillShare;
  return {
    reviewShare,
    escapePpm: {
      ...escape,
      value: MILLION * escapeShare,
      low: escape.low === null ? null : MILLION * ngRate * escape.low,
      high: escape.high === null ? null : MILLION * ngRate * escape.high,
    },
    deliveredPpm: deliveredShare === 0 ? null : (MILLION * escapeShare) / deliveredShare,
    overkillShare,
    costPerPart:
      costs === null
        ? null
        : costs.escape * escapeShare + costs.overkill * overkillShare + costs.review * reviewShare,
  };
}

const MILLION = 1_000_000;

import type { IndependentUnit } from '../intervals/estimate.ts';
import { requireProbability } from '../require-number.ts';
import { RISK_BOUND_CONFIDENCE, riskUpperBound } from './risk-upper-bound.ts';

export interface RiskControlOptions {
  /** The share of defects that may be missed on average, 0..1. */
  readonly alpha: number;
  /** What each entry of the calibration set is. */
  readonly unit: IndependentUnit;
  /** t0: no threshold below it can be used. */
  readonly lowestThreshold: number;
}

interface Calibration {
  readonly alpha: number;
  /** Units with a defect. */
  readonly n: number;
  readonly unit: IndependentUnit;
}

/**
 * At this threshold the expected share of a unit's defects that is missed is at most alpha, on average over calibration
 * sets and over units like those calibrated on.
 */
export interface RiskControl extends Calibration {
  readonly status: 'controlled';
  readonly method: 'conformal risk control';
  readonly threshold: number;
  /** The mean share missed in the calibration set at the threshold. */
  readonly calibrationRisk: number;
  /** For this one calibration set: with 95 % confidence the expected share missed is at most this. */
  readonly upperBound: number;
  readonly upperBoundMethod: 'binomial' | 'hoeffding-bentkus';
  readonly confidence: typeof RISK_BOUND_CONFIDENCE;
}

export interface NoRiskControl extends Calibration {
  readonly status: 'refused';
  /** Too few units: alpha < 1 / (n + 1). Out of reach: even the lowest threshold misses too many. */
  readonly reason: 'too few units' | 'out of reach';
}

/**
 * The highest threshold that misses at most a share alpha of the defects of a unit on average. The loss of a unit is
 * the share of its defects with a score below the threshold, which only grows with the threshold.
 * Angelopoulos, Bates, Fisch, Lei and Schuster, "Conformal Risk Control", ICLR 2024, theorem 1.
 *
 * @param units the scores (`defectScores`) of the defects of each part or lot of a subset that is used for nothing
 * else; a unit without a defect cannot miss one and is left out
 */
export function controlMissedDefects(
  units: readonly ArrayLike<number>[],
  { alpha, unit, lowestThreshold }: RiskControlOptions,
): RiskControl | NoRiskControl {
  requireProbability(alpha, 'alpha');
  for (const scores of units) {
    for (const score of Array.from(scores)) requireProbability(score, 'the score of a defect');
  }
  const defective = units.filter((scores) => scores.length > 0);
  const n = defective.length;
  const calibration: Calibration = { alpha, n, unit };
  if (n === 0 || alpha < 1 / (n + 1)) return { ...calibration, status: 'refused', reason: 'too few units' };

  const allowedRisk = (alpha * (n + 1) - 1) / n;
  const threshold = highestThreshold(defective, allowedRisk);
  if (threshold < lowestThreshold) return { ...calibration, status: 'refused', reason: 'out of reach' };
  const isBinary = defective.every((scores) => scores.length === 1);
  return {
    ...calibration,
    status: 'controlled',
    method: 'conformal risk control',
    threshold,
    calibrationRisk: meanLoss(defective, threshold),
    upperBound: riskUpperBound(allowedRisk, n, isBinary),
    upperBoundMethod: isBinary ? 'binomial' : 'hoeffding-bentkus',
    confidence: RISK_BOUND_CONFIDENCE,
  };
}

/** The highest threshold with at most this mean loss: a score, as the loss grows just above scores only. */
function highestThreshold(units: readonly ArrayLike<number>[], allowedRisk: number): number {
  const defects = units
    .flatMap((scores) => Array.from(scores, (score) => ({ score, loss: 1 / scores.length / units.length })))
    .sort((a, b) => a.score - b.score);
  let risk = 0;
  for (const { score, loss } of defects) {
    risk += loss;
    if (risk > allowedRisk + ROUNDING) return score;
  }
  return 1;
}

/** The mean over units of the share of defects that the threshold misses. */
function meanLoss(units: readonly ArrayLike<number>[], threshold: number): number {
  let sum = 0;
  for (const scores of units) {
    sum += Array.from(scores).filter((score) => score < threshold).length / scores.length;
  }
  return sum / units.length;
}

/** More than the rounding of a sum of shares, less than any defect weighs. */
const ROUNDING = 1e-12;

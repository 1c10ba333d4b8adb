import { normalQuantile } from '../intervals/normal.ts';
import { requirePositive } from '../require-number.ts';
import {
  type LogisticFit,
  type SizedFlaw,
  fitLogistic,
  lineLogLikelihood,
  logistic,
  logit,
} from './logistic-fit.ts';
import { logSizeFoundWith, logSizeUpperBound } from './size-bound.ts';

/** One physical flaw, however many views show it. */
export interface InspectedFlaw {
  /** Above 0. */
  readonly size: number;
  /** Any overlap of a prediction at the frozen operating point. */
  readonly hit: boolean;
}

export interface DetectionProbabilityOptions {
  readonly sizeMeasure: 'length' | 'width' | 'root of area';
  readonly sizeUnit: 'px' | 'mm';
  /** At the same operating point: without it a probability of detection means nothing. */
  readonly falseCallsPerImage: number;
}

interface Sample extends DetectionProbabilityOptions {
  /** A defect that nobody labelled counts nowhere. */
  readonly basis: 'relative to labelled defects';
  readonly unit: 'flaw';
  readonly n: number;
  readonly hits: number;
}

export interface DetectionProbability extends Sample {
  readonly status: 'estimated';
  readonly method: 'logit on log size, profile likelihood';
  readonly fit: LogisticFit;
  /** The sizes found with 50 % and with 90 % probability. */
  readonly a50: number;
  readonly a90: number;
  /** With 95 % confidence a90 is at most this. */
  readonly a90Upper95: number;
  /** No flaw was as large as a90Upper95, so that it rests on the shape of the curve alone. */
  readonly extrapolated: boolean;
}

/** Why there is no curve. */
export type DetectionRefusal = 'too few flaws' | 'all hit' | 'none hit' | 'one size' | 'separated' | 'flat';

export interface NoDetectionProbability extends Sample {
  readonly status: 'refused';
  readonly reason: DetectionRefusal;
}

/** MIL-HDBK-1823A, 4.5.2.2: at least 60 targets for hit/miss data. */
export const FEWEST_FLAWS = 60;

/**
 * The probability of detection by flaw size: a logistic curve on the logarithm of size, or the reason for none.
 * Throws when a size is not above 0 and finite.
 * MIL-HDBK-1823A, "Nondestructive Evaluation System Reliability Assessment", 2009.
 */
export function detectionProbability(
  flaws: readonly InspectedFlaw[],
  options: DetectionProbabilityOptions,
): DetectionProbability | NoDetectionProbability {
  for (const { size } of flaws) requirePositive(size, `the ${options.sizeMeasure} of a flaw`);
  const sized = flaws.map(({ size, hit }) => ({ logSize: Math.log(size), hit }));
  const sample: Sample = {
    ...options,
    basis: 'relative to labelled defects',
    unit: 'flaw',
    n: flaws.length,
    hits: flaws.filter(({ hit }) => hit).length,
  };
  const reason = reasonForNoCurve(sized);
  if (reason !== null) return { ...sample, status: 'refused', reason };
  const fit = fitLogistic(sized);
  const upperBound = isFlat(sized, fit) ? Infinity : Math.exp(logSizeUpperBound(sized, fit, 0.9, 0.95));
  if (upperBound === Infinity) return { ...sample, status: 'refused', reason: 'flat' };
  return {
    ...sample,
    status: 'estimated',
    method: 'logit on log size, profile likelihood',
    fit,
    a50: Math.exp(logSizeFoundWith(0.5, fit)),
    a90: Math.exp(logSizeFoundWith(0.9, fit)),
    a90Upper95: upperBound,
    extrapolated: flaws.every(({ size }) => size < upperBound),
  };
}

/** The curve's probability, 0..1, of finding a flaw of this size, in the unit of the fit. */
export function probabilityAt(size: number, { intercept, slope }: LogisticFit): number {
  return logistic(intercept + slope * Math.log(size));
}

/**
 * The likelihood has a maximum only where hits and misses overlap in size.
 * Albert and Anderson, "On the Existence of Maximum Likelihood Estimates in Logistic Regression Models",
 * Biometrika 71, 1984.
 */
function reasonForNoCurve(flaws: readonly SizedFlaw[]): DetectionRefusal | null {
  if (flaws.length < FEWEST_FLAWS) return 'too few flaws';
  const hits = range(flaws.filter(({ hit }) => hit));
  const misses = range(flaws.filter(({ hit }) => !hit));
  if (misses.smallest > misses.largest) return 'all hit';
  if (hits.smallest > hits.largest) return 'none hit';
  const all = range(flaws);
  if (all.smallest === all.largest) return 'one size';
  const isSeparated = misses.largest <= hits.smallest || hits.largest <= misses.smallest;
  return isSeparated ? 'separated' : null;
}

/** Empty where smallest > largest. */
function range(flaws: readonly SizedFlaw[]): { smallest: number; largest: number } {
  let [smallest, largest] = [Infinity, -Infinity];
  for (const { logSize } of flaws) {
    smallest = Math.min(smallest, logSize);
    largest = Math.max(largest, logSize);
  }
  return { smallest, largest };
}

/** Detection does not grow with size beyond doubt: one-sided likelihood-ratio test of slope 0 at 5 %. */
function isFlat(flaws: readonly SizedFlaw[], fit: LogisticFit): boolean {
  const hitRate = flaws.filter(({ hit }) => hit).length / flaws.length;
  const withoutSize = lineLogLikelihood(flaws, { intercept: logit(hitRate), slope: 0 });
  return fit.slope <= 0 || 2 * (fit.logLikelihood - withoutSize) < normalQuantile(0.95) ** 2;
}

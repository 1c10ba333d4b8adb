import { bisect } from '../intervals/bisect.ts';
import { normalQuantile } from '../intervals/normal.ts';
import { type LogisticFit, type SizedFlaw, lineLogLikelihood, logistic, logit } from './logistic-fit.ts';

/** The logarithm of the size that is found with this probability, 0..1 exclusive. */
export function logSizeFoundWith(probability: number, { intercept, slope }: LogisticFit): number {
  return (logit(probability) - intercept) / slope;
}

/**
 * The one-sided upper confidence bound of that: the largest log size at which a curve of this probability there is
 * still likely enough, by the profile likelihood. Infinity where every size is.
 * Cheng and Iles, "Confidence Bands for Cumulative Distribution Functions of Continuous Random Variables",
 * Technometrics 25, 1983; MIL-HDBK-1823A, appendix G.
 */
export function logSizeUpperBound(
  flaws: readonly SizedFlaw[],
  fit: LogisticFit,
  probability: number,
  confidence: number,
): number {
  const leastLikely = fit.logLikelihood - normalQuantile(confidence) ** 2 / 2;
  const unlikeliness = (logSize: number): number =>
    leastLikely - profileLogLikelihood(flaws, logSize, probability);
  const estimate = logSizeFoundWith(probability, fit);
  let reach = 1;
  while (unlikeliness(estimate + reach) < 0) {
    reach *= 2;
    if (reach > BEYOND_ANY_SIZE) return Infinity;
  }
  return bisect(unlikeliness, estimate, estimate + reach, 1e-10);
}

/** In log size: e to this is longer than any part. */
const BEYOND_ANY_SIZE = 64;

/** The best log-likelihood of the rising curves that have this probability at this size. */
function profileLogLikelihood(flaws: readonly SizedFlaw[], logSize: number, probability: number): number {
  const logOdds = logit(probability);
  const line = (slope: number): { intercept: number; slope: number } => ({
    intercept: logOdds - slope * logSize,
    slope,
  });
  const descent = (slope: number): number => {
    let derivative = 0;
    for (const flaw of flaws) {
      const residual = (flaw.hit ? 1 : 0) - logistic(logOdds + slope * (flaw.logSize - logSize));
      derivative += residual * (flaw.logSize - logSize);
    }
    return -derivative;
  };
  if (descent(0) >= 0) return lineLogLikelihood(flaws, line(0));
  let steepest = 1;
  while (descent(steepest) < 0) steepest *= 2;
  // At its maximum the likelihood is level: it is twice as exact as the slope.
  return lineLogLikelihood(flaws, line(bisect(descent, 0, steepest, 1e-7)));
}

import { regularizedIncompleteBeta } from '../incomplete-beta.ts';
import { bisect } from '../intervals/bisect.ts';

export const RISK_BOUND_CONFIDENCE = 0.95;

/**
 * An upper bound of the true risk at the highest threshold whose mean loss over n units is at most `allowedRisk`, 0..1.
 * As the loss grows with the threshold, the true risk exceeds a value r only where the mean loss at the threshold of
 * risk r is at most `allowedRisk`: so the chance of that, not the loss that was seen, bounds it, and the bound holds
 * although the threshold was chosen on the same units.
 * Bates, Angelopoulos, Lei, Malik and Jordan, "Distribution-Free, Risk-Controlling Prediction Sets", Journal of the
 * ACM 68, 2021, theorem 1 and section 3.1.3.
 *
 * @param isBinary every loss is 0 or 1: the binomial distribution is exact then
 */
export function riskUpperBound(allowedRisk: number, n: number, isBinary: boolean): number {
  const chance = isBinary ? binomialChance : hoeffdingBentkusChance;
  if (allowedRisk >= 1) return 1;
  return bisect((risk) => 1 - RISK_BOUND_CONFIDENCE - chance(allowedRisk, n, risk), allowedRisk, 1);
}

/** Of a mean of at most `mean` over n losses of 0 or 1 with this risk. */
function binomialChance(mean: number, n: number, risk: number): number {
  return binomialAtMost(Math.floor(mean * n + ROUNDING), n, risk);
}

/** A bound of the same for any losses in 0..1. */
function hoeffdingBentkusChance(mean: number, n: number, risk: number): number {
  const hoeffding = Math.exp(-n * divergence(Math.min(mean, risk), risk));
  const bentkus = Math.E * binomialAtMost(Math.ceil(mean * n - ROUNDING), n, risk);
  return Math.min(hoeffding, bentkus);
}

/** P(at most `events` of n), each with this chance. */
function binomialAtMost(events: number, n: number, chance: number): number {
  return events >= n ? 1 : regularizedIncompleteBeta(1 - chance, n - events, events + 1);
}

/** Kullback-Leibler divergence between Bernoulli distributions, in nats. */
function divergence(a: number, b: number): number {
  const part = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(x / y));
  return part(a, b) + part(1 - a, 1 - b);
}

/** mean * n is whole up to the last bits only. */
const ROUNDING = 1e-9;

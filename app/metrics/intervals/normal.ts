import { requireProbability } from '../require-number.ts';
import { bisect } from './bisect.ts';

/**
 * The distribution function of the standard normal distribution, within 1e-15.
 * Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11, 2004.
 */
export function normalDistribution(x: number): number {
  if (Math.abs(x) > FAR) return x < 0 ? 0 : 1;
  let [sum, term] = [x, x];
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * Number.EPSILON; odd += 2) {
    term *= x ** 2 / odd;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-(x ** 2) / 2)) / Math.sqrt(2 * Math.PI);
}

/** The z below which a standard normal number lies with this probability. */
export function normalQuantile(probability: number): number {
  requireProbability(probability, 'a probability');
  return bisect((x) => normalDistribution(x) - probability, -FAR, FAR);
}

/** Beyond it less than 1e-16 is left. */
const FAR = 9;

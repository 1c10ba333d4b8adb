/** One physical flaw of known size: was it found? */
export interface SizedFlaw {
  /** Natural logarithm of its size. */
  readonly logSize: number;
  readonly hit: boolean;
}

/** Probability of a hit = logistic(intercept + slope * logSize). */
export interface LogisticFit {
  readonly intercept: number;
  readonly slope: number;
  /** Of the flaws under the fit, natural logarithm. */
  readonly logLikelihood: number;
}

export function logit(probability: number): number {
  return Math.log(probability / (1 - probability));
}

export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/**
 * The most likely logistic curve, by Newton's method. It exists where hits and misses overlap in size, which
 * the caller makes sure of.
 * McCullagh and Nelder, "Generalized Linear Models", 1989, section 4.4.
 */
export function fitLogistic(flaws: readonly SizedFlaw[]): LogisticFit {
  // Around the mean, intercept and slope hardly depend on each other, which keeps the steps well-conditioned.
  const mean = flaws.reduce((sum, { logSize }) => sum + logSize, 0) / flaws.length;
  const centred = flaws.map(({ logSize, hit }) => ({ logSize: logSize - mean, hit }));
  let fit: Line = { intercept: logit(flaws.filter(({ hit }) => hit).length / flaws.length), slope: 0 };
  for (;;) {
    const step = newtonStep(centred, fit);
    fit = uphill(centred, fit, step);
    if (Math.hypot(step.intercept, step.slope) < SETTLED) break;
  }
  return {
    intercept: fit.intercept - fit.slope * mean,
    slope: fit.slope,
    logLikelihood: lineLogLikelihood(centred, fit),
  };
}

/** A step squares the error, so that after one this small nothing is left. */
const SETTLED = 1e-7;

/** The logarithm of the chance of just these hits and misses, given the log-odds of a hit by size. */
export function lineLogLikelihood(flaws: readonly SizedFlaw[], { intercept, slope }: Line): number {
  let sum = 0;
  for (const { logSize, hit } of flaws) {
    const logOdds = intercept + slope * logSize;
    sum -= softplus(hit ? -logOdds : logOdds);
  }
  return sum;
}

interface Line {
  readonly intercept: number;
  readonly slope: number;
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** As much of a step, halved again and again, as does not lead down by more than rounding. */
function uphill(flaws: readonly SizedFlaw[], line: Line, step: Line): Line {
  const atLeast = lineLogLikelihood(flaws, line) * (1 + 1e-12);
  for (let share = 1; ; share /= 2) {
    const next = {
      intercept: line.intercept + share * step.intercept,
      slope: line.slope + share * step.slope,
    };
    if (lineLogLikelihood(flaws, next) >= atLeast) return next;
  }
}

/** The gradient of the log-likelihood over its curvature. */
function newtonStep(flaws: readonly SizedFlaw[], { intercept, slope }: Line): Line {
  let [gradient0, gradient1, curvature00, curvature01, curvature11] = [0, 0, 0, 0, 0];
  for (const { logSize, hit } of flaws) {
    const probability = logistic(intercept + slope * logSize);
    const residual = (hit ? 1 : 0) - probability;
    const weight = probability * (1 - probability);
    gradient0 += residual;
    gradient1 += residual * logSize;
    curvature00 += weight;
    curvature01 += weight * logSize;
    curvature11 += weight * logSize ** 2;
  }
  const determinant = curvature00 * curvature11 - curvature01 ** 2;
  return {
    intercept: (curvature11 * gradient0 - curvature01 * gradient1) / determinant,
    slope: (curvature00 * gradient1 - curvature01 * gradient0) / determinant,
  };
}

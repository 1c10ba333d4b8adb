/**
 * The regularized incomplete beta function I_x(a, b), the distribution function of Beta(a, b), for x in 0..1 and
 * a, b > 0: the continued fraction of NIST's Digital Library of Mathematical Functions, 8.17.22.
 */
export function regularizedIncompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast up to about the mean; beyond it, I_x(a, b) = 1 - I_1-x(b, a).
  const beyondMean = x > (a + 1) / (a + b + 2);
  return beyondMean ? 1 - byContinuedFraction(1 - x, b, a) : byContinuedFraction(x, a, b);
}

/** The x with I_x(a, b) = probability, by bisection. */
export function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let halvings = 0; halvings < 100; halvings++) {
    const middle = (low + high) / 2;
    if (regularizedIncompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function byContinuedFraction(x: number, a: number, b: number): number {
  const logFront = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b);
  return (Math.exp(logFront) / a) * continuedFraction(x, a, b);
}

/** 1 / (1 + d1 / (1 + d2 / (1 + ...))) from the front (Lentz's method), until a term changes nothing. */
function continuedFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 1 / (1 + partialNumerator(1, x, a, b));
  let value = denominator;
  let change = Infinity;
  for (let n = 2; Math.abs(change - 1) > 1e-14; n++) {
    const term = partialNumerator(n, x, a, b);
    numerator = 1 + term / numerator;
    denominator = 1 / (1 + term * denominator);
    change = numerator * denominator;
    value *= change;
  }
  return value;
}

function partialNumerator(n: number, x: number, a: number, b: number): number {
  const m = Math.floor(n / 2);
  if (n % 2 === 0) return (m * (b - m) * x) / ((a + n - 1) * (a + n));
  return (-(a + m) * (a + b + m) * x) / ((a + n - 1) * (a + n));
}

/** ln Gamma(x) for x > 0: recurrence up to 10, then Stirling's series (DLMF 5.11.1). */
function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted++;
  }
  const inverse = 1 / shifted;
  const square = inverse ** 2;
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
  );
}

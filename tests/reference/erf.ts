/**
 * The error function, within 1e-14: 2 / sqrt(pi) exp(-x^2) times the sum of 2^n x^(2n+1) / (1 3 5 ... (2n+1)), whose
 * terms all have one sign (Abramowitz and Stegun 7.1.6). Beyond 6 it is 1 in float64.
 */
export function erf(x: number): number {
  if (Math.abs(x) >= 6) return Math.sign(x);
  let term = x;
  let sum = 0;
  for (let n = 0; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 3);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

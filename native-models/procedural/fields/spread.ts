import type { Field } from './field.ts';

/** Shifts and scales values in place to mean 0 and deviation 1 (a flat field to 0). */
export function standardize(field: Field): Field {
  const { data } = field;
  const { mean, deviation } = spreadOf(data);
  const scale = deviation > 1e-6 ? 1 / deviation : 0;
  for (let i = 0; i < data.length; i++) data[i] = (data[i] - mean) * scale;
  return field;
}

export function spreadOf(values: ArrayLike<number>): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squares += values[i] ** 2;
  }
  const mean = sum / values.length;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / values.length - mean ** 2)) };
}

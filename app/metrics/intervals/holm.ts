import { requireProbability } from '../require-number.ts';

/**
 * The p-values of several tests, in their order, adjusted so that the chance of even one false alarm among all tests
 * is at most the level they are held against.
 * Holm, "A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979.
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  for (const pValue of pValues) requireProbability(pValue, 'a p-value');
  const ascending = [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b]);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, test] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[test]));
    adjusted[test] = largest;
  }
  return adjusted;
}

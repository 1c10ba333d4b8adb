import { type RunComparison, FALSE_ALARM_LEVEL } from '../../../app/metrics/compare-runs.ts';
import { estimate, number, table } from './text-table.ts';

/** Two runs side by side, in words. */
export function comparisonTable({ unit, n, scores }: RunComparison): string {
  const rows = scores.map(({ name, first, second, difference, pValue, adjustedPValue, verdict }) => [
    name,
    number(first),
    number(second),
    estimate(difference, 3),
    number(pValue, 4),
    number(adjustedPValue, 4),
    verdict,
  ]);
  return [
    table(['score', 'against', 'model', 'difference', 'p', 'p (Holm)', 'the model is'], rows),
    `Differences have 95 % intervals of drawing whole ${unit}s (${n}) for both models at once. Better or worse: the`,
    `chance of calling any difference real where there is none is at most ${100 * FALSE_ALARM_LEVEL} %.`,
  ].join('\n');
}

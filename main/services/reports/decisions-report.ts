import type { LineFigures } from '../../../app/metrics/decisions/line-figures.ts';
import type { ScoreSettings } from '../../../app/metrics/score-settings.ts';
import type { Scores } from '../../../app/metrics/scores.ts';
import { estimate, number, table } from './text-table.ts';

/** What becomes of the parts, by rule and on the line. */
export function decisionsTable({ rules, decisions }: Scores, settings: ScoreSettings): string {
  const { counts, rates, line } = decisions;
  const rows = [
    ['defective', counts.defective, rates.escape, rates.defectiveReview] as const,
    ['good', counts.good, null, rates.goodReview] as const,
  ].map(([kind, { ok, review, ng }, escape, inReview]) => [
    kind,
    ...[ok, review, ng].map(String),
    escape === null ? '' : estimate(escape),
    escape === null ? estimate(rates.overkill) : '',
    estimate(inReview),
  ]);
  return [
    table(['parts', 'OK', 'review', 'NG', 'escape rate', 'overkill rate', 'review rate'], rows),
    ...(Object.keys(rules).length === 0 ? [] : ['', rulesTable(rules)]),
    lineText(line, settings),
  ].join('\n');
}

function rulesTable(rules: Scores['rules']): string {
  const rows = Object.entries(rules).map(([name, { parts }]) => [
    name,
    `${parts.escapes} of ${parts.defective}`,
    String(parts.unlocated),
    `${parts.overkill} of ${parts.good}`,
    estimate(parts.escapeRate),
    estimate(parts.overkillRate),
  ]);
  return table(['rule', 'escapes', 'unlocated', 'overkill', 'escape rate', 'overkill rate'], rows);
}

function lineText(figures: LineFigures | null, { line }: ScoreSettings): string {
  if (line === undefined) return 'line:  no ppm or review share without --ng-rate';
  if (figures === null) return 'line:  no figures without defective and good parts';
  const { reviewShare, escapePpm, deliveredPpm, overkillShare, costPerPart } = figures;
  const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;
  return [
    `line:  at an NG rate of ${percent(line.ngRate)}: escapes ${estimate(escapePpm, 0)} ppm of parts made`,
    `${number(deliveredPpm, 0)} ppm of parts delivered`,
    `overkill ${percent(overkillShare)}`,
    `review ${percent(reviewShare)}`,
    ...(costPerPart === null ? [] : [`cost per part ${costPerPart.toFixed(4)}`]),
  ].join(', ');
}

import { type ScoreSettings, lengthUnit } from '../../../app/metrics/score-settings.ts';
import type { RepeatedLabels } from '../repeat-labels.ts';
import { estimate, number, table } from './text-table.ts';

/** How well people's labels agree. */
export function agreementTable(labels: RepeatedLabels, settings: ScoreSettings): string {
  const { people, pictures, pairs, consensus } = labels;
  const unit = lengthUnit(settings);
  const byPair = pairs.map(({ second, agreement }) => {
    const rows = Object.entries(agreement.classes).map(([name, one]) => [
      name,
      String(one.matched),
      String(one.onlyFirst),
      String(one.onlySecond),
      estimate(one.medianEstimate),
      estimate(one.percentile95Estimate),
      estimate(one.biasEstimate),
    ]);
    const header = [
      'labels',
      'in both',
      'only first',
      'only second',
      `median ${unit}`,
      `95 % ${unit}`,
      `bias ${unit}`,
    ];
    return [
      `${people[0]} and ${second}, ${pictures} pictures: kappa ${estimate(agreement.kappa)}`,
      table(header, rows),
    ].join('\n');
  });
  const rows = Object.entries(consensus).map(([name, performance]) => [
    name,
    ...performance.people.map(
      ({ sensitivity, specificity }) => `${number(sensitivity)} / ${number(specificity, 4)}`,
    ),
  ]);
  const judged = ['sensitivity / specificity', ...people.map((_, place) => `person ${place + 1}`)];
  return [...byPair, table(judged, rows)].join('\n\n');
}

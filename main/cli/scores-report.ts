import type { Estimate } from '../../app/metrics/intervals/estimate.ts';
import type { OutcomeCounts } from '../../app/metrics/outcomes.ts';
import { chosenTolerance, lengthUnit } from '../../app/metrics/score-settings.ts';
import type { Scores } from '../../app/metrics/scores.ts';
import type { Evaluation } from '../services/evaluate.ts';

type Scored = Pick<Evaluation, 'scores' | 'settings'>;

/** The scores as a person reads them. */
export function scoresTable(scored: Scored): string {
  return [overlapTable(scored.scores), boundaryTable(scored), instanceTable(scored)].join('\n\n');
}

function overlapTable(scores: Scores): string {
  const { tolerancePx, parts, images } = scores;
  const rows = Object.keys(scores.iou).map((name) => {
    const tolerant = scores.boundaryTolerant[name];
    return [
      name,
      ...[scores.iou[name], scores.dice[name], tolerant.boundaryTolerantIou, tolerant.areaRatio].map(number),
    ];
  });
  return [
    ...table(['class', 'IoU', 'Dice', `IoU +-${tolerancePx} px`, 'area P/G'], rows),
    '',
    `mIoU ${number(scores.meanIou)}   defect IoU ${number(scores.defectIou)}   foreground IoU ${number(scores.foregroundIou)}   pixel accuracy ${number(scores.pixelAccuracy)}`,
    `images: ${outcome(images)}`,
    `parts:  ${outcome(parts)}`,
    `        escape rate ${rate(parts.escapeRate)}, overkill rate ${rate(parts.overkillRate)} (95 % intervals over parts)`,
  ].join('\n');
}

function boundaryTable({ scores, settings }: Scored): string {
  const at = chosenTolerance(settings);
  const unit = lengthUnit(settings);
  const rows = [...Object.entries(scores.classes), ['all', scores.overall] as const].map(
    ([name, { boundaries }]) => [
      name,
      ...[
        boundaries.cappedBoundaryTolerantIou[at],
        boundaries.precision[at],
        boundaries.recall[at],
        boundaries.f[at],
        boundaries.boundaryAccuracy,
        boundaries.hausdorff95,
        boundaries.surfaceDice[at],
        boundaries.boundaryIou,
      ].map(number),
    ],
  );
  const header = ['boundary', 'IoU capped', 'precision', 'recall', 'F', `mean ${unit}`, `HD95 ${unit}`];
  return table([...header, 'surf. Dice', 'band IoU'], rows).join('\n');
}

function instanceTable({ scores }: Scored): string {
  const rows = [...Object.entries(scores.classes), ['all', scores.overall] as const].map(
    ([name, { instances, detectionRates }]) => [
      name,
      `${instances.found} of ${instances.truths}`,
      rate(detectionRates.all),
      number(instances.falseCallsPerImage),
      number(instances.averagePrecision),
      number(instances.panopticQuality),
    ],
  );
  const header = ['instances', 'found', 'detection rate', 'false/image', 'AP', 'PQ'];
  return table(header, rows).join('\n');
}

/** The first column to the left, the others to the right. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines.map((cells) =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
      .join('  '),
  );
}

function outcome({ defective, escapes, unlocated, good, overkill }: OutcomeCounts): string {
  return `${escapes} escapes and ${unlocated} unlocated of ${defective} defective, ${overkill} overkill of ${good} good`;
}

function rate({ value, low, high }: Estimate): string {
  if (value === null) return '-';
  if (low === null || high === null) return value.toFixed(2);
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

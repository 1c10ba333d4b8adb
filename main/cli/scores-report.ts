import type { OutcomeCounts } from '../../app/metrics/outcomes.ts';
import type { Rate, Scores } from '../../app/metrics/scores.ts';

/** The scores as --json prints them. */
export function scoresJson(scores: Scores): Record<string, unknown> {
  const { parts, images } = scores;
  return {
    miou: scores.meanIou,
    defect_iou: scores.defectIou,
    foreground_iou: scores.foregroundIou,
    pixel_accuracy: scores.pixelAccuracy,
    iou: scores.iou,
    dice: scores.dice,
    tolerance_px: scores.tolerancePx,
    boundary_tolerant_iou: scores.boundaryTolerant,
    images: countsJson(images),
    parts: { ...countsJson(parts), escape_rate: parts.escapeRate, overkill_rate: parts.overkillRate },
  };
}

/** The scores as a person reads them. */
export function scoresTable(scores: Scores): string {
  const names = Object.keys(scores.iou);
  const width = Math.max(...names.map((name) => name.length), 12);
  const { tolerancePx, parts, images } = scores;
  const rows = names.map((name) => {
    const tolerant = scores.boundaryTolerant[name];
    const cells = [scores.iou[name], scores.dice[name], tolerant.boundaryTolerantIou, tolerant.areaRatio];
    return name.padEnd(width) + cells.map((value) => number(value).padStart(11)).join('');
  });
  return [
    `${'class'.padEnd(width)}        IoU       Dice  IoU +-${tolerancePx} px  area P/G`,
    ...rows,
    '',
    `mIoU ${number(scores.meanIou)}   defect IoU ${number(scores.defectIou)}   foreground IoU ${number(scores.foregroundIou)}   pixel accuracy ${number(scores.pixelAccuracy)}`,
    `images: ${outcome(images)}`,
    `parts:  ${outcome(parts)}`,
    `        escape rate ${rate(parts.escapeRate)}, overkill rate ${rate(parts.overkillRate)} (95 % intervals over parts)`,
  ].join('\n');
}

function countsJson({ defective, escapes, unlocated, good, overkill }: OutcomeCounts): OutcomeCounts {
  return { defective, escapes, unlocated, good, overkill };
}

function outcome({ defective, escapes, unlocated, good, overkill }: OutcomeCounts): string {
  return `${escapes} escapes and ${unlocated} unlocated of ${defective} defective, ${overkill} overkill of ${good} good`;
}

function rate({ rate: value, low, high }: Rate): string {
  return value === null ? '-' : `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

import type { OutcomeCounts } from '../../../app/metrics/outcomes.ts';
import { chosenTolerance, lengthUnit } from '../../../app/metrics/score-settings.ts';
import type { DefectScores, Scores } from '../../../app/metrics/scores.ts';
import type { Evaluation } from '../evaluate.ts';
import { agreementTable } from './agreement-report.ts';
import { comparisonTable } from './comparison-report.ts';
import { decisionsTable } from './decisions-report.ts';
import { guaranteesTable } from './guarantees-report.ts';
import { estimate, number, table } from './text-table.ts';

type Scored = Pick<Evaluation, 'scores' | 'settings'>;

/** The scores as a person reads them: what was asked for besides them comes last. */
export function scoresTable(evaluation: Evaluation): string {
  const { scores, guarantees, comparison, agreement, settings } = evaluation;
  return [
    overlapTable(scores),
    boundaryTable(evaluation),
    thinTable(evaluation),
    errorTable(scores),
    instanceTable(evaluation),
    curveTable(evaluation),
    mapTable(scores),
    decisionsTable(scores, settings),
    ...(guarantees === null ? [] : [guaranteesTable(guarantees)]),
    ...(comparison === null ? [] : [comparisonTable(comparison)]),
    ...(agreement === null ? [] : [agreementTable(agreement, settings)]),
  ].join('\n\n');
}

function overlapTable(scores: Scores): string {
  const { tolerancePx, parts, images } = scores;
  const rows = Object.keys(scores.iou).map((name) => {
    const tolerant = scores.boundaryTolerant[name];
    return [
      name,
      number(scores.iou[name]),
      number(scores.dice[name]),
      number(tolerant.boundaryTolerantIou),
      number(tolerant.areaRatio),
    ];
  });
  return [
    table(['class', 'IoU', 'Dice', `IoU +-${tolerancePx} px`, 'area P/G'], rows),
    '',
    `mIoU ${number(scores.meanIou)}   defect IoU ${number(scores.defectIou)}   foreground IoU ${number(scores.foregroundIou)}   pixel accuracy ${number(scores.pixelAccuracy)}`,
    `images: ${outcome(images)}`,
    `parts:  ${outcome(parts)}`,
    `        escape rate ${estimate(parts.escapeRate)}, overkill rate ${estimate(parts.overkillRate)} (95 % intervals over parts)`,
  ].join('\n');
}

function boundaryTable({ scores, settings }: Scored): string {
  const at = chosenTolerance(settings);
  const unit = lengthUnit(settings);
  const rows = withOverall(scores).map(([name, { boundaries }]) => [
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
    ].map((value) => number(value)),
  ]);
  const header = ['boundary', 'IoU capped', 'precision', 'recall', 'F', `mean ${unit}`, `HD95 ${unit}`];
  return table([...header, 'surf. Dice', 'band IoU'], rows);
}

/** Of truth no wider than twice the tolerance. */
function thinTable({ scores, settings }: Scored): string {
  const at = chosenTolerance(settings);
  const rows = withOverall(scores).map(([name, { boundaries }]) => [
    name,
    number(boundaries.completeness[at]),
    number(boundaries.correctness[at]),
    number(boundaries.widthRatio[at]),
  ]);
  return table(['thin defects', 'completeness', 'correctness', 'width P/G'], rows);
}

function errorTable(scores: Scores): string {
  const rows = withOverall(scores).map(([name, { boundaries }]) => {
    const { missed, spurious, position, tooLarge, tooSmall } = boundaries.errors;
    return [name, ...[missed, spurious, position, tooLarge, tooSmall].map(String)];
  });
  return table(['wrong pixels', 'missed', 'spurious', 'position', 'too large', 'too small'], rows);
}

function curveTable({ scores, settings }: Scored): string {
  const unit = lengthUnit(settings);
  const rows = withOverall(scores).map(([name, { pixels, instances, detectionProbability: found }]) => [
    name,
    number(pixels.averagePrecision),
    number(pixels.auroc),
    number(instances.froc.mean),
    found.status === 'refused'
      ? found.reason
      : `${number(found.a90, 2)} / ${number(found.a90Upper95, 2)} ${unit}`,
  ]);
  return [
    table(['curves', 'pixel AP', 'pixel AUROC', 'FROC', `a90 / a90/95`], rows),
    `image AUROC ${number(scores.images.auroc)}, AP ${number(scores.images.averagePrecision)}   ` +
      `part AUROC ${number(scores.parts.auroc)}, AP ${number(scores.parts.averagePrecision)}`,
  ].join('\n');
}

/** Of all classes pooled; those of each class are in the JSON. */
function mapTable({ overall }: Scores): string {
  const { thresholds, areas, detectionRate, falseCallsPerImage } = overall.operatingMap;
  const rows = thresholds.map((threshold, t) => [
    threshold.toFixed(1),
    ...areas.map((_, a) => `${number(detectionRate[t][a], 2)} / ${number(falseCallsPerImage[t][a], 1)}`),
  ]);
  return table(['found / false', ...areas.map((area) => `${area} px`)], rows);
}

function instanceTable({ scores }: Scored): string {
  const rows = withOverall(scores).map(([name, { instances, detectionRates }]) => [
    name,
    `${instances.found} of ${instances.truths}`,
    estimate(detectionRates.all),
    number(instances.falseCallsPerImage),
    number(instances.averagePrecision),
    number(instances.panopticQuality),
  ]);
  const header = ['instances', 'found', 'detection rate', 'false/image', 'AP', 'PQ'];
  return table(header, rows);
}

function outcome({ defective, escapes, unlocated, good, overkill }: OutcomeCounts): string {
  return `${escapes} escapes and ${unlocated} unlocated of ${defective} defective, ${overkill} overkill of ${good} good`;
}

function withOverall({ classes, overall }: Scores): (readonly [string, DefectScores])[] {
  return [...Object.entries(classes), ['all', overall] as const];
}

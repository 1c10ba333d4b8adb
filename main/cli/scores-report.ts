import { z } from 'zod';
import { table } from './table.ts';

const share = z.number().nullable();
const estimate = z.object({ low: share, high: share });
const rateSchema = estimate.extend({ rate: share });
const valueSchema = estimate.extend({ value: share });
const counts = z.object({
  defective: z.number(),
  escapes: z.number(),
  unlocated: z.number(),
  good: z.number(),
  overkill: z.number(),
});
const byTolerance = z.array(share);

const defectsSchema = z.object({
  boundaries: z.object({
    capped_boundary_tolerant_iou: byTolerance,
    precision: byTolerance,
    recall: byTolerance,
    f: byTolerance,
    boundary_accuracy: share,
    hausdorff_95: share,
    surface_dice: byTolerance,
    boundary_iou: share,
  }),
  instances: z.object({
    found: z.number(),
    truths: z.number(),
    false_calls_per_image: share,
    average_precision: share,
    panoptic_quality: share,
    detection_rate_estimate: valueSchema,
  }),
});

/** What of the scores, as `--json` prints them, the table shows. */
const scoresSchema = z.object({
  miou: share,
  defect_iou: share,
  foreground_iou: share,
  pixel_accuracy: share,
  iou: z.record(z.string(), share),
  dice: z.record(z.string(), share),
  tolerance_px: z.number(),
  boundary_tolerant_iou: z.record(z.string(), z.object({ boundaryTolerantIou: share, areaRatio: share })),
  images: counts,
  parts: counts.extend({ escape_rate: rateSchema, overkill_rate: rateSchema }),
  settings: z.object({ length_unit: z.string(), tolerances_px: z.array(z.number()) }),
  classes: z.record(z.string(), defectsSchema),
  overall: defectsSchema,
});

type Scores = z.infer<typeof scoresSchema>;

/** The scores as a person reads them. @param json as `scoresJson` gives them */
export function scoresTable(json: unknown): string {
  const scores = scoresSchema.parse(json);
  return [overlapTable(scores), boundaryTable(scores), instanceTable(scores)].join('\n\n');
}

function overlapTable(scores: Scores): string {
  const { parts, images } = scores;
  const rows = Object.keys(scores.iou).map((name) => {
    const { boundaryTolerantIou, areaRatio } = scores.boundary_tolerant_iou[name];
    return [name, ...[scores.iou[name], scores.dice[name], boundaryTolerantIou, areaRatio].map(number)];
  });
  return [
    ...table(['class', 'IoU', 'Dice', `IoU +-${scores.tolerance_px} px`, 'area P/G'], rows),
    '',
    `mIoU ${number(scores.miou)}   defect IoU ${number(scores.defect_iou)}   foreground IoU ${number(scores.foreground_iou)}   pixel accuracy ${number(scores.pixel_accuracy)}`,
    `images: ${outcome(images)}`,
    `parts:  ${outcome(parts)}`,
    `        escape rate ${rate(parts.escape_rate.rate, parts.escape_rate)}, overkill rate ${rate(parts.overkill_rate.rate, parts.overkill_rate)} (95 % intervals over parts)`,
  ].join('\n');
}

function boundaryTable({ settings, tolerance_px, classes, overall }: Scores): string {
  const at = settings.tolerances_px.indexOf(tolerance_px);
  const unit = settings.length_unit;
  const rows = [...Object.entries(classes), ['all', overall] as const].map(([name, { boundaries }]) => [
    name,
    ...[
      boundaries.capped_boundary_tolerant_iou[at],
      boundaries.precision[at],
      boundaries.recall[at],
      boundaries.f[at],
      boundaries.boundary_accuracy,
      boundaries.hausdorff_95,
      boundaries.surface_dice[at],
      boundaries.boundary_iou,
    ].map(number),
  ]);
  const header = ['boundary', 'IoU capped', 'precision', 'recall', 'F', `mean ${unit}`, `HD95 ${unit}`];
  return table([...header, 'surf. Dice', 'band IoU'], rows).join('\n');
}

function instanceTable({ classes, overall }: Scores): string {
  const rows = [...Object.entries(classes), ['all', overall] as const].map(([name, { instances }]) => [
    name,
    `${instances.found} of ${instances.truths}`,
    rate(instances.detection_rate_estimate.value, instances.detection_rate_estimate),
    number(instances.false_calls_per_image),
    number(instances.average_precision),
    number(instances.panoptic_quality),
  ]);
  const header = ['instances', 'found', 'detection rate', 'false/image', 'AP', 'PQ'];
  return table(header, rows).join('\n');
}

function outcome({ defective, escapes, unlocated, good, overkill }: Scores['images']): string {
  return `${escapes} escapes and ${unlocated} unlocated of ${defective} defective, ${overkill} overkill of ${good} good`;
}

function rate(value: number | null, { low, high }: z.infer<typeof estimate>): string {
  if (value === null) return '-';
  if (low === null || high === null) return value.toFixed(2);
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`;
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

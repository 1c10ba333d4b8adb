import { FROC_FALSE_CALLS } from '../../app/metrics/instances/froc.ts';
import type { RateEstimate } from '../../app/metrics/intervals/rate-estimate.ts';
import type { OutcomeCounts } from '../../app/metrics/outcomes.ts';
import type { PictureScores } from '../../app/metrics/picture-scores.ts';
import { instanceSettings, lengthUnit, tolerancesPx } from '../../app/metrics/score-settings.ts';
import type { DefectScores } from '../../app/metrics/scores.ts';
import type { Evaluation } from './evaluate.ts';

/** The scores as --json prints them. */
export function scoresJson({
  scores,
  settings,
}: Pick<Evaluation, 'scores' | 'settings'>): Record<string, unknown> {
  const { parts, images, overall } = scores;
  const { match, size, sizeEdges } = instanceSettings(settings);
  const { meanAveragePrecision, meanPanopticQuality } = overall;
  return {
    miou: scores.meanIou,
    defect_iou: scores.defectIou,
    foreground_iou: scores.foregroundIou,
    pixel_accuracy: scores.pixelAccuracy,
    iou: scores.iou,
    dice: scores.dice,
    tolerance_px: scores.tolerancePx,
    boundary_tolerant_iou: scores.boundaryTolerant,
    images: { ...countsJson(images), ...picturesJson(images) },
    parts: {
      ...countsJson(parts),
      ...picturesJson(parts),
      escape_rate: rateJson(parts.escapeRate),
      overkill_rate: rateJson(parts.overkillRate),
      unlocated_rate: rateJson(parts.unlocatedRate),
    },
    defect_iou_estimate: scores.defectIouEstimate,
    settings: {
      length_unit: lengthUnit(settings),
      tolerances_px: tolerancesPx(settings),
      match,
      instance_size: snakeCased({ [size]: sizeEdges }),
      froc_false_calls_per_image: FROC_FALSE_CALLS,
    },
    classes: Object.fromEntries(
      Object.entries(scores.classes).map(([name, ofClass]) => [
        name,
        {
          iou: scores.iou[name],
          dice: scores.dice[name],
          pixel_accuracy: scores.accuracy[name],
          ...defectsJson(ofClass),
        },
      ]),
    ),
    overall: {
      dice: scores.defectDice,
      pixel_accuracy: scores.pixelAccuracy,
      mean_average_precision: meanAveragePrecision,
      mean_panoptic_quality: meanPanopticQuality,
      ...defectsJson(overall),
    },
  };
}

function countsJson({ defective, escapes, unlocated, good, overkill }: OutcomeCounts): OutcomeCounts {
  return { defective, escapes, unlocated, good, overkill };
}

function picturesJson({ auroc, averagePrecision }: PictureScores): object {
  return { auroc, average_precision: averagePrecision };
}

function rateJson({ value, ...interval }: RateEstimate): object {
  return { rate: value, ...interval };
}

function defectsJson(scores: DefectScores): object {
  const { brief, boundaries, instances, detectionRates, pixels, detectionProbability } = scores;
  return snakeCased({
    brief,
    boundaries,
    instances: {
      ...instances,
      detectionRateEstimate: detectionRates.all,
      detectionRateBySizeEstimates: detectionRates.bySize,
    },
    pixels,
    detectionProbability,
  });
}

/** With every key of it and of what it holds in snake_case. */
function snakeCased(value: object): object {
  return JSON.parse(JSON.stringify(value), (_, node: unknown) => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return node;
    return Object.fromEntries(Object.entries(node).map(([key, held]) => [snakeCase(key), held as unknown]));
  }) as object;
}

function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z0-9])/g, '$1_$2')
    .replaceAll(/([A-Z0-9]+)([A-Z])/g, '$1_$2')
    .toLowerCase();
}

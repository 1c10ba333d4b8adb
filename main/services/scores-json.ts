import { FROC_FALSE_CALLS } from '../../app/metrics/instances/froc.ts';
import type { Estimate } from '../../app/metrics/intervals/estimate.ts';
import type { OutcomeCounts } from '../../app/metrics/outcomes.ts';
import type { PartScores } from '../../app/metrics/part-scores.ts';
import type { PictureScores } from '../../app/metrics/picture-scores.ts';
import { instanceSettings, lengthUnit, tolerancesPx } from '../../app/metrics/score-settings.ts';
import type { DefectScores } from '../../app/metrics/scores.ts';
import type { Evaluation } from './evaluate.ts';
import { snakeCased } from './snake-case.ts';

/** The scores as --json prints them; null what was not asked for. */
export function scoresJson(evaluation: Evaluation): Record<string, unknown> {
  const { scores, settings, comparison } = evaluation;
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
    parts: { ...partsJson(parts), ...picturesJson(parts) },
    rules: byName(scores.rules, (rule) => ({
      images: countsJson(rule.images),
      parts: partsJson(rule.parts),
    })),
    decisions: snakeCased({
      reviewBand: settings.reviewBand ?? null,
      ngRate: settings.line?.ngRate ?? null,
      costs: settings.line?.costs ?? null,
      ...scores.decisions,
    }),
    guarantees: guaranteesJson(evaluation),
    comparison: comparison && snakeCased(comparison),
    agreement: agreementJson(evaluation),
    defect_iou_estimate: scores.defectIouEstimate,
    settings: {
      length_unit: lengthUnit(settings),
      tolerances_px: tolerancesPx(settings),
      match,
      instance_size: snakeCased({ [size]: sizeEdges }),
      bridges: Object.fromEntries(
        [...(settings.bridges ?? [])].map(([classId, distance]) => [settings.classNames[classId], distance]),
      ),
      ignore_band_px: settings.ignoreBandPx ?? 0,
      froc_false_calls_per_image: FROC_FALSE_CALLS,
    },
    classes: byName(scores.classes, (ofClass, name) => ({
      iou: scores.iou[name],
      dice: scores.dice[name],
      pixel_accuracy: scores.accuracy[name],
      ...defectsJson(ofClass),
    })),
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

function picturesJson({ auroc, averagePrecision, roc }: PictureScores): object {
  return snakeCased({ auroc, averagePrecision, roc });
}

function partsJson(parts: PartScores): object {
  return {
    ...countsJson(parts),
    escape_rate: rateJson(parts.escapeRate),
    overkill_rate: rateJson(parts.overkillRate),
    unlocated_rate: rateJson(parts.unlocatedRate),
  };
}

function rateJson({ value, ...interval }: Estimate): object {
  return { rate: value, ...interval };
}

function guaranteesJson({ guarantees }: Evaluation): object | null {
  return (
    guarantees && {
      subset: 'calibration',
      classes: byName(guarantees.classes, snakeCased),
      overall: snakeCased(guarantees.overall),
    }
  );
}

function agreementJson({ agreement }: Evaluation): object | null {
  return (
    agreement && {
      people: agreement.people,
      pictures: agreement.pictures,
      pairs: agreement.pairs.map(({ second, agreement: { kappa, classes } }) => ({
        second,
        kappa,
        classes: byName(classes, snakeCased),
      })),
      consensus: byName(agreement.consensus, snakeCased),
    }
  );
}

/** Names are a person's and stay as they are. */
function byName<T>(
  named: Readonly<Record<string, T>>,
  inJson: (value: T, name: string) => object,
): Record<string, object> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, inJson(value, name)]));
}

function defectsJson(scores: DefectScores): object {
  const { brief, boundaries, instances, operatingMap, detectionRates, pixels, detectionProbability } = scores;
  return snakeCased({
    brief,
    boundaries,
    instances: {
      ...instances,
      detectionRateEstimate: detectionRates.all,
      detectionRateBySizeEstimates: detectionRates.bySize,
    },
    operatingMap,
    pixels,
    detectionProbability,
  });
}

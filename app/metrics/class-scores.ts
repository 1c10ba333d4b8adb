import { type BoundaryScores, boundaryScores } from './boundaries/boundary-scores.ts';
import { type BriefScores, briefScores } from './brief-scores.ts';
import type { ClassPartial } from './class-partial.ts';
import { averagePrecision } from './curves/average-precision.ts';
import { areaUnderRoc } from './curves/roc.ts';
import { histogramThresholdCounts } from './curves/score-histogram.ts';
import { type DetectionMapScores, detectionMapScores } from './detection-map.ts';
import {
  type DetectionProbability,
  type NoDetectionProbability,
  detectionProbability,
} from './detection-probability/detection-probability.ts';
import type { InspectedExtent } from './instances/detection.ts';
import { type Froc, froc } from './instances/froc.ts';
import { type InstanceScores, instanceScores } from './instances/instance-scores.ts';
import { interpolatedAveragePrecision } from './instances/interpolated-average-precision.ts';
import {
  OPERATING_GRID,
  type ScoreSettings,
  chosenTolerance,
  lengthUnit,
  tolerances,
} from './score-settings.ts';

/** The scores of one class of defects, or of all of them pooled. */
export interface ClassScores {
  readonly brief: BriefScores;
  /** Lengths in mm with a scale, else in px; lists by tolerance. */
  readonly boundaries: BoundaryScores;
  readonly instances: InstanceScores & {
    /** Interpolated, as COCO's; at the IoU that instances are matched at. */
    readonly averagePrecision: number | null;
    readonly froc: Froc;
  };
  /** Detection rate and false calls at other operating points than the one scored. */
  readonly operatingMap: DetectionMapScores;
  /** Of the class's probability at every pixel. */
  readonly pixels: { readonly averagePrecision: number | null; readonly auroc: number | null };
  readonly detectionProbability: DetectionProbability | NoDetectionProbability;
}

export function classScores(
  { boundaries, instances, ranked, map, flaws, pixels }: ClassPartial,
  extent: InspectedExtent,
  settings: ScoreSettings,
): ClassScores {
  const boundary = boundaryScores(boundaries, { tolerances: tolerances(settings) });
  const instance = instanceScores(instances, extent);
  const pixelCounts = histogramThresholdCounts(pixels);
  return {
    brief: briefScores(boundary, instance, chosenTolerance(settings)),
    boundaries: boundary,
    instances: {
      ...instance,
      averagePrecision: interpolatedAveragePrecision(ranked),
      froc: froc(ranked, extent.images),
    },
    operatingMap: detectionMapScores(map, OPERATING_GRID, extent),
    pixels: { averagePrecision: averagePrecision(pixelCounts), auroc: areaUnderRoc(pixelCounts) },
    detectionProbability: detectionProbability(flaws, {
      sizeMeasure: settings.size === 'area' ? 'root of area' : (settings.size ?? 'length'),
      sizeUnit: lengthUnit(settings),
      falseCallsPerImage: instance.falseCallsPerImage ?? 0,
    }),
  };
}

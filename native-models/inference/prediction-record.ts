import { z } from 'zod';
import type { Scale } from '../../app/mask/component-shape.ts';
import type { Instance, InstancePrediction, OperatingPoint } from '../../app/metrics/operating-point.ts';

const FORMAT = 'blemish-prediction/1';

const instanceSchema = z.strictObject({
  class: z.string(),
  class_id: z.int().min(1).max(254),
  /** 0..1: the highest threshold at which it would still count. */
  score: z.number().min(0).max(1),
  area_px: z.int().positive(),
  area_mm2: z.number().positive().exactOptional(),
  length_px: z.number().positive(),
  length_mm: z.number().positive().exactOptional(),
  /** px, from the upper left corner of the picture. */
  box: z.strictObject({
    x: z.int().nonnegative(),
    y: z.int().nonnegative(),
    width: z.int().positive(),
    height: z.int().positive(),
  }),
});

export const predictionRecordSchema = z
  .strictObject({
    format: z.literal(FORMAT),
    image: z.string(),
    /** px */
    width: z.int().positive(),
    /** px */
    height: z.int().positive(),
    model: z.strictObject({ id: z.string(), name: z.string() }),
    device: z.string(),
    /** By class id; the first is the background. */
    classes: z.array(z.string()).min(2).max(255),
    /** By class. */
    operating_points: z.record(
      z.string(),
      z.strictObject({ t0: z.number(), t: z.number(), min_area_px: z.int().positive() }),
    ),
    scale: z
      .strictObject({ px_per_mm_x: z.number().positive(), px_per_mm_y: z.number().positive() })
      .exactOptional(),
    instances: z.array(instanceSchema),
    verdict: z.enum(['ok', 'ng']),
    /** From the decoded picture to its instances. */
    duration_ms: z.number().nonnegative(),
  })
  .refine(
    ({ scale, instances }) =>
      instances.every(({ length_mm }) => (length_mm !== undefined) === (scale !== undefined)),
    { message: 'Sizes in mm are given where there is a scale, and only there.', path: ['instances'] },
  );

/** What a model found in one picture, as its JSON file says it. */
export type PredictionRecord = z.infer<typeof predictionRecordSchema>;

export interface PredictionFacts {
  /** File name of the picture. */
  readonly image: string;
  readonly model: { readonly id: string; readonly name: string };
  /** The device that did the work. */
  readonly device: string;
  /** By class id; the first is the background. */
  readonly classes: readonly string[];
  /** By class. */
  readonly operatingPoints: Readonly<Record<string, OperatingPoint>>;
  /** The scale that the instances were measured with, if any. */
  readonly scale?: Scale;
  readonly durationMs: number;
}

/** A picture is NG if any instance counts at the operating point. */
export function predictionRecord(
  { instances, labels }: InstancePrediction,
  facts: PredictionFacts,
): PredictionRecord {
  const { image, model, device, classes, scale } = facts;
  return predictionRecordSchema.parse({
    format: FORMAT,
    image,
    width: labels.width,
    height: labels.height,
    model,
    device,
    classes,
    operating_points: Object.fromEntries(
      Object.entries(facts.operatingPoints).map(([name, { t0, t, minAreaPx }]) => [
        name,
        { t0, t, min_area_px: minAreaPx },
      ]),
    ),
    ...(scale && { scale: { px_per_mm_x: scale.pxPerMmX, px_per_mm_y: scale.pxPerMmY } }),
    instances: instances.map((instance) => instanceRecord(instance, classes)),
    verdict: instances.length === 0 ? 'ok' : 'ng',
    duration_ms: Math.round(facts.durationMs),
  });
}

function instanceRecord(
  instance: Instance,
  classes: readonly string[],
): PredictionRecord['instances'][number] {
  const { classId, score, areaPx, areaMm2, lengthPx, lengthMm, box } = instance;
  return {
    class: classes[classId],
    class_id: classId,
    score: rounded(score, 6),
    area_px: areaPx,
    ...(areaMm2 !== undefined && { area_mm2: rounded(areaMm2, 4) }),
    length_px: rounded(lengthPx, 4),
    ...(lengthMm !== undefined && { length_mm: rounded(lengthMm, 4) }),
    box,
  };
}

function rounded(value: number, significantDigits: number): number {
  return Number(value.toPrecision(significantDigits));
}

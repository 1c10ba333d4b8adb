import { z } from 'zod';

const percent = z.number();
const labels = z.array(z.string()).optional();

/** What a region of any kind may hold; which of it counts, its kind tells. */
const value = z.looseObject({
  x: percent.optional(),
  y: percent.optional(),
  width: percent.optional(),
  height: percent.optional(),
  radiusX: percent.optional(),
  radiusY: percent.optional(),
  rotation: z.number().optional(),
  points: z.array(z.tuple([percent, percent])).optional(),
  rle: z.array(z.int().min(0).max(255)).optional(),
  brushlabels: labels,
  polygonlabels: labels,
  rectanglelabels: labels,
  ellipselabels: labels,
  labels,
});
export type RegionValue = z.infer<typeof value>;

const side = z.int().positive().optional();

/** A region as both exports have it; relations, choices and texts have other fields and no type of these. */
export const regionSchema = z.looseObject({
  type: z.string().optional(),
  value: value.optional(),
  original_width: side,
  original_height: side,
  image_rotation: z.number().optional(),
});
export type Region = z.infer<typeof regionSchema>;

export const annotationSchema = z.looseObject({
  result: z.array(regionSchema).default([]),
  was_cancelled: z.boolean().nullish(),
  ground_truth: z.boolean().nullish(),
});
export type TaskAnnotation = z.infer<typeof annotationSchema>;

/** A task of the export "JSON". */
export const taskSchema = z.looseObject({
  data: z.record(z.string(), z.unknown()),
  annotations: z.array(annotationSchema).optional(),
  /** As annotations were called before 2021. */
  completions: z.array(annotationSchema).optional(),
  predictions: z.array(z.unknown()).optional(),
  file_upload: z.string().nullish(),
});

/** A region of the export "JSON-MIN": its value, with the size among it. */
export const minimalRegionSchema = value.extend({ original_width: side, original_height: side });

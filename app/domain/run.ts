import { z } from 'zod';
import { classIdSchema } from './image-class.ts';
import { idSchema, nameSchema, timeSchema } from './identifier.ts';

export const RUN_STATES = ['created', 'training', 'finished', 'stopped', 'failed'] as const;

/** A training; its files lie in `runs/<id>/` of the project. */
export const runSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  splitId: idSchema.nullable(),
  /** Its training job; null for a model from elsewhere. */
  jobId: idSchema.nullable(),
  state: z.enum(RUN_STATES),
  /** The training configuration (brief 8.2) as YAML. */
  settings: z.string(),
  /** The class of each channel of the model after the background's. */
  channels: z.array(classIdSchema).max(254),
  /** What really did the work; null before it starts. */
  device: z.string().nullable(),
  /** Whether new images are predicted with it. At most one run is. */
  released: z.boolean(),
  createdAt: timeSchema,
  finishedAt: timeSchema.nullable(),
});

export type Run = Readonly<z.infer<typeof runSchema>>;

/** One number of one step. */
export interface RunMetric {
  readonly step: number;
  /** Whole and part epochs done. */
  readonly epoch: number;
  /** What it is, e.g. "loss" or "val/miou". */
  readonly name: string;
  /** Null where the number was not finite. */
  readonly value: number | null;
  readonly at: number;
}

export const checkpointSchema = z.strictObject({
  runId: idSchema,
  kind: z.enum(['best', 'last']),
  step: z.int().nonnegative(),
  epoch: z.number().nonnegative(),
  /** Validation mIoU, 0..1; null where nothing was validated. */
  score: z.number().nullable(),
  /** From the project's folder. */
  path: z.string().min(1),
  savedAt: timeSchema,
});

export type Checkpoint = Readonly<z.infer<typeof checkpointSchema>>;

import { z } from 'zod';

/** What of a project can change. */
export const CHANGING = [
  'project',
  'classes',
  'images',
  'notes',
  'parts',
  'regions',
  'annotations',
  'splits',
  'runs',
  'metrics',
  'predictions',
  'evaluations',
  'rules',
  'verdicts',
] as const;
export type Changing = (typeof CHANGING)[number];

/**
 * What has changed since the event before. A client that reads slowly gets fewer and larger ones: each is about the
 * state at the time it is sent, so that loading what it names shows the newest.
 */
export const projectChangeSchema = z.strictObject({
  /** Counts the changes since the project was opened; 0 before the first. */
  version: z.int().nonnegative(),
  changed: z.array(
    z.strictObject({
      subject: z.enum(CHANGING),
      /** Of images for their labels, notes, predictions and verdicts; of runs for metrics and evaluations. Null: any. */
      ids: z.array(z.string()).nullable(),
    }),
  ),
});

export type ProjectChange = z.infer<typeof projectChangeSchema>;

import { z } from 'zod';
import type { ComponentShape } from '../../mask/component-shape.ts';

const limit = z.number().min(0);

/**
 * What a part may not show. A rule concerns the findings for which everything hold that it names (classes, zones,
 * severity, sizes), and is broken when there are more of them than `maxCount`, or two nearer than `minDistance`.
 */
export const acceptanceRuleSchema = z
  .strictObject({
    name: z.string().min(1),
    /** Class ids; every class where absent. */
    classes: z.array(z.int().min(1).max(254)).min(1).optional(),
    /** Zones of the region; anywhere where absent. */
    zones: z.array(z.string().min(1)).min(1).optional(),
    /** The least severity. */
    severityFrom: z.number().optional(),
    /** Of lengths and distances; areas are in its square. */
    unit: z.enum(['px', 'mm']),
    longerThan: limit.optional(),
    widerThan: limit.optional(),
    largerThan: limit.optional(),
    maxCount: z.int().min(0).optional(),
    minDistance: z.number().positive().optional(),
  })
  .refine(({ maxCount, minDistance }) => maxCount !== undefined || minDistance !== undefined, {
    message: 'a rule limits the count, the distance or both',
    path: ['maxCount'],
  });

export type AcceptanceRule = Readonly<z.infer<typeof acceptanceRuleSchema>>;

/** A defect of one image as rules see it, labelled or predicted. */
export interface Finding extends ComponentShape {
  readonly classId: number;
  /** The zones of the region that it touches. */
  readonly zones: readonly string[];
  /** How bad it is, larger = worse, by the same measure for truth and prediction. */
  readonly severity: number;
  readonly widthPx: number;
  /** With a scale only. */
  readonly widthMm?: number;
  /** Row-major indices of its pixels, ascending. */
  readonly pixels: Int32Array;
}

import { z } from 'zod';
import type { Scale } from '../mask/component-shape.ts';

/** Pixels per millimetre along each axis. */
export const scaleSchema: z.ZodType<Scale> = z.strictObject({
  pxPerMmX: z.number().positive(),
  pxPerMmY: z.number().positive(),
});

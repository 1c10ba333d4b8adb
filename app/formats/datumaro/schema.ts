import { z } from 'zod';
import { BlemishError } from '../../domain/errors.ts';

const level = z.int().min(0).max(255);

export const categoriesSchema = z.looseObject({
  label: z.looseObject({ labels: z.array(z.looseObject({ name: z.string() })) }).optional(),
  mask: z
    .looseObject({
      colormap: z.array(z.looseObject({ label_id: z.int(), r: level, g: level, b: level })),
    })
    .optional(),
});

const numbers = z.array(z.number());

const annotationSchema = z.looseObject({
  type: z.string(),
  label_id: z.int().nullish(),
  group: z.int().default(0),
  z_order: z.number().default(0),
  points: numbers.optional(),
  bbox: numbers.length(4).optional(),
  rle: z.object({ counts: z.union([z.string(), z.array(z.unknown())]), size: numbers.length(2) }).optional(),
});
export type DatumaroAnnotation = z.infer<typeof annotationSchema>;

const media = z.looseObject({ path: z.string().optional(), size: numbers.length(2).nullish() }).optional();

export const itemSchema = z.looseObject({
  id: z.string().min(1),
  annotations: z.array(annotationSchema),
  image: media,
  media,
});
export type DatumaroItem = z.infer<typeof itemSchema>;

/** The error for a file that says something impossible. */
export function wrongDatumaro(subject: string, problem: string): BlemishError {
  return new BlemishError('input', { subject, problem, remedy: 'Export it again in the Datumaro format.' });
}

import { z } from 'zod';
import { type AnnotationState, ANNOTATION_STATES } from './annotation.ts';
import { type Image } from './image.ts';
import { classIdSchema } from './image-class.ts';
import { idSchema, nameSchema, personSchema, timeSchema } from './identifier.ts';
import { type Subset, subsetSchema } from './split.ts';

/** From and to, both included; open where absent. */
const rangeOf = (
  value: z.ZodType<number>,
): z.ZodType<{ from?: number | undefined; to?: number | undefined }> =>
  z.strictObject({ from: value.optional(), to: value.optional() });

/** Which images: those for which everything holds that is named. */
export const imageFilterSchema = z.strictObject({
  states: z.array(z.enum(ANNOTATION_STATES)).min(1).optional(),
  /** Whose labels show any of these classes. */
  classIds: z.array(classIdSchema).min(1).optional(),
  /** In this subset of a split; null = in none of its subsets. */
  subset: z.strictObject({ splitId: idSchema, subset: subsetSchema.nullable() }).optional(),
  lot: nameSchema.optional(),
  partId: idSchema.optional(),
  view: nameSchema.optional(),
  /** With all of these tags. */
  tags: z.array(nameSchema).min(1).optional(),
  /** Found in the path, part, lot, tags, notes or the person assigned, in any case of Latin letters. */
  text: z.string().min(1).max(1000).optional(),
  /** Length of the longest defect, px. */
  largestLengthPx: rangeOf(z.number().nonnegative()).optional(),
  /** When the labels changed last, ms since 1970. */
  labelsChangedAt: rangeOf(timeSchema).optional(),
  assignedTo: personSchema.optional(),
});

export type ImageFilter = Readonly<z.infer<typeof imageFilterSchema>>;

export const IMAGE_ORDERS = ['added', 'path', 'largest-defect', 'label-age'] as const;

export const imageOrderSchema = z.strictObject({
  by: z.enum(IMAGE_ORDERS),
  descending: z.boolean(),
});

export type ImageOrder = Readonly<z.infer<typeof imageOrderSchema>>;

/** An image with what a list shows of it. */
export interface ListedImage extends Image {
  readonly partName: string | null;
  readonly lot: string | null;
  readonly tags: readonly string[];
  readonly state: AnnotationState;
  /** ms since 1970; null where nobody has labelled it. */
  readonly labelsChangedAt: number | null;
  /** px; null where the labels show no defect. */
  readonly largestLengthPx: number | null;
  /** In the split that the list or its filter names; null without one, too. */
  readonly subset: Subset | null;
}

/** How many of the images that a filter leaves have each value. */
export interface ImageFacets {
  readonly count: number;
  readonly states: ReadonlyMap<AnnotationState, number>;
  readonly classIds: ReadonlyMap<number, number>;
  /** By name; parts without a lot, and images without a part, are left out. */
  readonly lots: ReadonlyMap<string, number>;
  readonly tags: ReadonlyMap<string, number>;
  /** In the split that was asked for. */
  readonly subsets: ReadonlyMap<Subset, number>;
}

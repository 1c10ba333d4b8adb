import { z } from 'zod';
import { idSchema, nameSchema, timeSchema } from './identifier.ts';

/** 0 is background, 255 is ignore. */
export const classIdSchema = z.int().min(1).max(254);

/** A kind of defect, as people name and draw it. */
export const imageClassSchema = z.strictObject({
  /** Never given to another class, not even after this one is removed: label maps and models go by it. */
  id: classIdSchema,
  name: nameSchema,
  /** Place in the list, from 0. */
  order: z.int().nonnegative(),
  /** `#rrggbb` */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  /** The key that chooses it while labelling. */
  key: z.string().length(1).nullable(),
  /** How to tell and to draw it; shown while labelling. */
  guide: z.string().max(10_000),
  /** Ids of images that show it well. */
  examples: z.array(idSchema),
  /** Pieces nearer than this, px, count as one instance; 0 joins none. */
  bridgePx: z.number().nonnegative(),
});

export type ImageClass = Readonly<z.infer<typeof imageClassSchema>>;

const count = z.int().nonnegative();

/** What shows a class, and so changes when it is merged or removed. */
export const classUsageSchema = z.strictObject({
  /** Whose current labels show it. */
  images: count,
  instances: count,
  /** px */
  pixels: count,
  /** Runs that learnt it; their predictions stay as they are. */
  runs: count,
  /** Acceptance rules that name it. */
  rules: count,
});

export type ClassUsage = Readonly<z.infer<typeof classUsageSchema>>;

/** A class that was merged into another or removed. */
export const removedClassSchema = imageClassSchema.pick({ id: true, name: true, colour: true }).extend({
  /** The class that its labels show as; 0 for background. */
  shownAs: z.int().min(0).max(254),
  removedAt: timeSchema,
});

export type RemovedClass = Readonly<z.infer<typeof removedClassSchema>>;

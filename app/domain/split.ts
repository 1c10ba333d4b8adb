import { z } from 'zod';
import { idSchema, nameSchema, timeSchema } from './identifier.ts';

/** The members of a split, in the order in which they are shown. */
export const SUBSETS = ['train', 'val', 'calibration', 'test'] as const;
export const subsetSchema = z.enum(SUBSETS);
export type Subset = z.infer<typeof subsetSchema>;

export const SPLIT_METHODS = ['stratified', 'k-fold', 'leave-one-lot-out', 'file'] as const;

/** Which images a model learns from, and on which it is judged. An image is in one subset, or in none. */
export const splitSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  method: z.enum(SPLIT_METHODS),
  /** Of the method: ratios, grouping, fold. */
  options: z.json(),
  seed: z.int().nonnegative(),
  /** Their members stay theirs, whatever images arrive later. */
  locked: z.array(subsetSchema),
  createdAt: timeSchema,
});

export type Split = Readonly<z.infer<typeof splitSchema>>;

export interface SplitMember {
  readonly imageId: string;
  readonly subset: Subset;
}

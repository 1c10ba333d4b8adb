import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, nameSchema } from '../domain/identifier.ts';
import { splitSchema, subsetSchema } from '../domain/split.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ splitId: idSchema });
const membersSchema = z.array(z.strictObject({ imageId: idSchema, subset: subsetSchema }));

const ratioSchema = z.number().min(0).max(1);

const methodSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('stratified'),
    /** Of each subset, 0 to 1; they sum to 1. */
    ratios: z.partialRecord(subsetSchema, ratioSchema),
  }),
  z.strictObject({ kind: z.literal('k-fold'), folds: z.int().min(2) }),
  z.strictObject({ kind: z.literal('leave-one-lot-out'), valShare: ratioSchema }),
]);

/** Images that have something in common and lie in different subsets. */
const leakSchema = z.strictObject({
  kind: z.enum(['lot', 'part', 'linked']),
  name: z.string(),
  members: z.map(subsetSchema, z.array(z.string()).readonly()).readonly(),
});

/** Which images a model learns from, and on which it is judged. */
export const splits = {
  /** The newest first. */
  list: procedure.output(z.array(splitSchema)),
  find: procedure.input(one).output(splitSchema),
  /** In pieces. */
  members: procedure.input(one).output(eventIterator(membersSchema)),
  /** Splits all images: one split, or one a fold or a lot. The newest comes last and is what trainings take. */
  make: procedure
    .input(
      z.strictObject({
        method: methodSchema,
        /** Never divided. */
        groupBy: z.array(z.enum(['lot', 'part'])),
        seed: z.int().nonnegative(),
        /** Bits in which near-duplicates may differ and stay together; null: equal files alone. */
        nearDuplicateBits: z.int().min(0).max(64).nullable(),
        /** Subsets whose members stay theirs in later splits. */
        locked: z.array(subsetSchema),
        /** Whether the locked subsets of the newest split hold. */
        keepLocked: z.boolean(),
      }),
    )
    .output(z.array(z.strictObject({ split: splitSchema, leaks: z.array(leakSchema).readonly() }))),
  /** A split that was made elsewhere. */
  add: procedure.input(z.strictObject({ name: nameSchema, members: membersSchema })).output(splitSchema),
  /** INVALID where an image would leave a locked subset; none is moved then. */
  assign: procedure.input(one.extend({ members: membersSchema })).output(z.void()),
  /** The members of these subsets stay theirs, whatever images arrive later. */
  lock: procedure.input(one.extend({ locked: z.array(subsetSchema) })).output(z.void()),
};

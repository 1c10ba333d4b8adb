import { z } from 'zod';
import { timeSchema } from '../domain/identifier.ts';

/** Why a project is open to look at only. */
export const readOnlyReasonSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('asked') }),
  z.strictObject({
    kind: z.literal('in-use'),
    holder: z.strictObject({ user: z.string(), host: z.string(), pid: z.int(), since: timeSchema }),
  }),
  z.strictObject({ kind: z.literal('read-only-folder') }),
]);

/** What may be done with the open project. */
export const accessSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('write') }),
  z.strictObject({ mode: z.literal('read'), reason: readOnlyReasonSchema, copied: z.boolean() }),
]);

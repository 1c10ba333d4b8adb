import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { idSchema, nameSchema } from '../domain/identifier.ts';
import { imageSchema } from '../domain/image.ts';
import { partSchema } from '../domain/part.ts';
import { procedure } from './errors.ts';

/** The workpieces. */
export const parts = {
  /** By lot, then by name, in pieces. */
  list: procedure.output(eventIterator(z.array(partSchema))),
  lots: procedure.output(z.array(z.string())),
  /** The part of this name in the lot, made where there is none yet. */
  named: procedure.input(z.strictObject({ name: nameSchema, lot: nameSchema.nullable() })).output(partSchema),
  images: procedure.input(z.strictObject({ partId: idSchema })).output(z.array(imageSchema)),
  /** What an inspector said of the workpiece itself; null takes it back. */
  setVerdict: procedure
    .input(z.strictObject({ partId: idSchema, verdict: partSchema.shape.verdict }))
    .output(z.void()),
};

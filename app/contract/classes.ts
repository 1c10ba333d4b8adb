import { z } from 'zod';
import { nameSchema } from '../domain/identifier.ts';
import { classIdSchema, imageClassSchema } from '../domain/image-class.ts';
import { procedure } from './errors.ts';

/** The kinds of defects. */
export const classes = {
  /** In their order. */
  list: procedure.output(z.array(imageClassSchema)),
  /** At the end of the list, with a colour and a key of its own. */
  add: procedure.input(z.strictObject({ name: nameSchema })).output(imageClassSchema),
  /** Takes over everything but the id. */
  update: procedure.input(imageClassSchema).output(z.void()),
  /** INVALID while labels show it. */
  remove: procedure.input(z.strictObject({ id: classIdSchema })).output(z.void()),
};

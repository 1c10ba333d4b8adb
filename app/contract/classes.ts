import { z } from 'zod';
import { nameSchema } from '../domain/identifier.ts';
import {
  classIdSchema,
  classUsageSchema,
  imageClassSchema,
  removedClassSchema,
} from '../domain/image-class.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ id: classIdSchema });

/** The kinds of defects. */
export const classes = {
  /** In their order. */
  list: procedure.output(z.array(imageClassSchema)),
  /** At the end of the list, with a colour and a key of its own. */
  add: procedure.input(z.strictObject({ name: nameSchema })).output(imageClassSchema),
  /** Takes over everything but the id. */
  update: procedure.input(imageClassSchema).output(z.void()),
  /** What shows it, and so changes when it is merged or removed. */
  usage: procedure.input(one).output(classUsageSchema),
  /** All its labels are the other's from now on; rules about it are about the other too. */
  merge: procedure.input(one.extend({ into: classIdSchema })).output(z.void()),
  /** INVALID while labels show it, unless they are to be erased with it. */
  remove: procedure.input(one.extend({ erasesLabels: z.boolean().default(false) })).output(z.void()),
  /** Those that were merged or removed, the newest first. */
  removed: procedure.output(z.array(removedClassSchema)),
  /** Brings one back, with its labels but for what was drawn over them since. INVALID where its name is taken. */
  restore: procedure.input(one).output(z.void()),
};

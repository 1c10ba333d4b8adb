import { z } from 'zod';
import { idSchema, nameSchema } from '../domain/identifier.ts';
import { splitSchema, subsetSchema } from '../domain/split.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ splitId: idSchema });
const membersSchema = z.array(z.strictObject({ imageId: idSchema, subset: subsetSchema }));

/** Which images a model learns from, and on which it is judged. */
export const splits = {
  /** The newest first. */
  list: procedure.output(z.array(splitSchema)),
  find: procedure.input(one).output(splitSchema),
  members: procedure.input(one).output(membersSchema),
  /** A split that was made elsewhere. */
  add: procedure.input(z.strictObject({ name: nameSchema, members: membersSchema })).output(splitSchema),
  /** INVALID where an image would leave a locked subset; none is moved then. */
  assign: procedure.input(one.extend({ members: membersSchema })).output(z.void()),
  /** The members of these subsets stay theirs, whatever images arrive later. */
  lock: procedure.input(one.extend({ locked: z.array(subsetSchema) })).output(z.void()),
};

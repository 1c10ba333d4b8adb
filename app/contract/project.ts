import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { nameSchema, timeSchema } from '../domain/identifier.ts';
import { projectSchema } from '../domain/project.ts';
import { scaleSchema } from '../domain/scale.ts';
import { accessSchema } from './access.ts';
import { projectChangeSchema } from './changes.ts';
import { procedure } from './errors.ts';

const pathSchema = z.string().min(1).max(32_767);

const openSchema = z.strictObject({
  project: projectSchema,
  /** The folder that it lies in. */
  folder: z.string(),
  access: accessSchema,
  /** Whether everything should be read and checked: after an unclean end, and once a week. */
  checkDue: z.boolean(),
});

const backupSchema = z.strictObject({
  file: z.string(),
  kind: z.enum(['migration', 'daily', 'asked', 'replaced']),
  madeAt: timeSchema,
});

/** The project that is open. The host has one at a time. */
export const project = {
  /** Opens the project of a folder or `.blemish` file; one that was open before is closed first. */
  open: procedure.input(z.strictObject({ path: pathSchema, readOnly: z.boolean() })).output(openSchema),
  /** Makes a project in a folder, with these classes, and opens it. */
  create: procedure
    .input(z.strictObject({ folder: pathSchema, classes: z.array(nameSchema).max(254) }))
    .output(openSchema),
  /** Running jobs save and wait for the next time; does nothing where no project is open. */
  close: procedure.output(z.void()),
  get: procedure.output(openSchema),
  rename: procedure.input(z.strictObject({ name: nameSchema })).output(z.void()),
  /** Of every image that has no scale of its own. */
  setScale: procedure.input(z.strictObject({ scale: scaleSchema.nullable() })).output(z.void()),
  /** Reads and checks everything: INVALID with what is damaged, and what to do. */
  check: procedure.output(z.void()),
  backUp: procedure.output(backupSchema),
  /** The newest first. */
  backups: procedure.output(z.array(backupSchema)),
  /** What any client or job changes; one event without changes at once. */
  changes: procedure.output(eventIterator(projectChangeSchema)),
};

import { z } from 'zod';
import { annotationSchema, requestIdSchema } from '../domain/annotation.ts';
import { idSchema, nameSchema, personSchema, textSchema, timeSchema } from '../domain/identifier.ts';
import { bytesSchema } from './bytes.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ annotationId: idSchema });
const count = z.int().nonnegative();

/** A change names itself, so that sending it again does nothing twice, and the revision that it was made on. */
const changeSchema = requestIdSchema.extend({ annotationId: idSchema, baseRevision: count });

/** What was done to the map, as bytes of app/mask/patch-bytes.ts. */
const doneSchema = z.strictObject({ revision: count, patch: bytesSchema });

const blameSchema = z.strictObject({
  madeBy: z.string(),
  madeAt: timeSchema,
  tool: z.string(),
  runId: z.string().nullable(),
  from: z.enum(['journal', 'tile']),
  revision: count,
});

const DRAWN_STATES = ['unlabelled', 'in-progress', 'labelled'] as const;

/** Label maps, whose they are, and how far. Who acts is who the settings say uses Blemish. */
export const annotations = {
  /** The current one first. */
  ofImage: procedure.input(z.strictObject({ imageId: idSchema })).output(z.array(annotationSchema)),
  /** Those whose turn a person has. */
  assignedTo: procedure.input(z.strictObject({ person: personSchema })).output(z.array(annotationSchema)),
  /** The labels of who acts, begun where there are none yet. */
  begin: procedure.input(z.strictObject({ imageId: idSchema })).output(annotationSchema),
  /** The whole map as it is now, as bytes of app/mask/run-length-bytes.ts. */
  map: procedure.input(one).output(z.strictObject({ revision: count, runs: bytesSchema })),
  /** Kept for good on return. The same request again does nothing and gets the same answer; else STALE_BASE. */
  apply: procedure
    .input(changeSchema.extend({ tool: nameSchema, runId: idSchema.nullable(), patch: bytesSchema }))
    .output(z.strictObject({ revision: count })),
  /** Takes the last change back, as far as the journal reaches; answers repetition and STALE_BASE as apply does. */
  undo: procedure.input(changeSchema).output(doneSchema),
  /** Makes the change again that was taken back last. */
  redo: procedure.input(changeSchema).output(doneSchema),
  /** How many changes can be taken back, and made again. */
  reach: procedure.input(one).output(z.strictObject({ undo: count, redo: count })),
  /** Who gave the pixel the label it has; null for one that nobody ever drew. */
  blame: procedure.input(one.extend({ x: count, y: count })).output(blameSchema.nullable()),
  /** To be called when an image is left: lists then show what was drawn. */
  leave: procedure.input(one).output(z.void()),
  setState: procedure.input(one.extend({ state: z.enum(DRAWN_STATES) })).output(annotationSchema),
  /** To draw or to review; null to nobody. */
  assign: procedure.input(one.extend({ person: personSchema.nullable() })).output(annotationSchema),
  approve: procedure.input(one).output(annotationSchema),
  /** Back to who drew them. */
  sendBack: procedure.input(one.extend({ reason: textSchema })).output(annotationSchema),
  /** Of an image's maps, the one that trains and counts. */
  makeCurrent: procedure.input(one).output(annotationSchema),
};

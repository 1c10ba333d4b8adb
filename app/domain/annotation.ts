import { z } from 'zod';
import { idSchema, nameSchema, personSchema, textSchema, timeSchema } from './identifier.ts';

/** 'labelled' with an empty map says that there is no defect; 'unlabelled' says that nobody has looked. */
export const ANNOTATION_STATES = ['unlabelled', 'in-progress', 'labelled', 'reviewed'] as const;
export type AnnotationState = (typeof ANNOTATION_STATES)[number];

/** A review that sent labels back. */
export const returnSchema = z.strictObject({
  by: personSchema,
  at: timeSchema,
  reason: textSchema,
});

/** The label map of one annotator for one image, and how far it is. */
export const annotationSchema = z.strictObject({
  id: idSchema,
  imageId: idSchema,
  /** Whose map it is; one annotator has one map an image. */
  annotator: personSchema,
  /** Of an image's maps, the one that trains and counts. */
  current: z.boolean(),
  state: z.enum(ANNOTATION_STATES),
  /** Whose turn it is. */
  assignedTo: personSchema.nullable(),
  /** Null once it is labelled again. */
  returned: returnSchema.nullable(),
  reviewer: personSchema.nullable(),
  /** How many changes were made to the map; a change names the revision it was made on. */
  revision: z.int().nonnegative(),
  changedAt: timeSchema,
});

export type Annotation = Readonly<z.infer<typeof annotationSchema>>;

/** With what a change was made: a tool, and the run whose prediction was taken over, if any. */
export const authorshipSchema = z.strictObject({
  madeBy: personSchema,
  madeAt: timeSchema,
  tool: nameSchema,
  runId: idSchema.nullable(),
});

export type Authorship = Readonly<z.infer<typeof authorshipSchema>>;

/** Names a request, so that sending it again does nothing twice: a client counts its own requests up from 0. */
export const requestIdSchema = z.strictObject({
  clientId: idSchema,
  sequence: z.int().nonnegative(),
});

export type RequestId = Readonly<z.infer<typeof requestIdSchema>>;

/** Who last changed a pixel. */
export interface Blame extends Authorship {
  /** The change itself while its patch is kept; beyond that the revision of the tile that it went into. */
  readonly from: 'journal' | 'tile';
  readonly revision: number;
}

/** What the labels of an image show of a class. */
export interface ClassStatistics {
  readonly classId: number;
  readonly pixels: number;
  /** Connected components, those nearer than the class's bridge distance or of one number taken as one. */
  readonly instances: number;
  /** Of the largest instance, px^2. */
  readonly largestAreaPx: number;
  /** Of the longest instance, px. */
  readonly largestLengthPx: number;
}

import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { ANNOTATION_STATES } from '../domain/annotation.ts';
import { idSchema, nameSchema, textSchema, timeSchema } from '../domain/identifier.ts';
import { imageNoteSchema, imageSchema } from '../domain/image.ts';
import { imageFilterSchema, imageOrderSchema } from '../domain/image-query.ts';
import { scaleSchema } from '../domain/scale.ts';
import { subsetSchema } from '../domain/split.ts';
import { procedure } from './errors.ts';

const one = z.strictObject({ imageId: idSchema });
const manySchema = z.array(idSchema).min(1).max(100_000);
const filtered = z.strictObject({ filter: imageFilterSchema });
const count = z.int().nonnegative();

/** More in one answer would hold up others. */
const LARGEST_PAGE = 500;

const listedImageSchema = imageSchema.extend({
  partName: z.string().nullable(),
  lot: z.string().nullable(),
  tags: z.array(z.string()).readonly(),
  state: z.enum(ANNOTATION_STATES),
  labelsChangedAt: timeSchema.nullable(),
  largestLengthPx: z.number().nullable(),
  subset: subsetSchema.nullable(),
});

const facetsSchema = z.strictObject({
  count,
  states: z.map(z.enum(ANNOTATION_STATES), count).readonly(),
  classIds: z.map(z.int(), count).readonly(),
  lots: z.map(z.string(), count).readonly(),
  tags: z.map(z.string(), count).readonly(),
  subsets: z.map(subsetSchema, count).readonly(),
});

const statisticsSchema = z.strictObject({
  classId: z.int(),
  pixels: count,
  instances: count,
  largestAreaPx: count,
  largestLengthPx: z.number(),
});

const placementSchema = z.strictObject({
  partId: idSchema.nullable().optional(),
  view: nameSchema.nullable().optional(),
  lighting: nameSchema.nullable().optional(),
  scale: scaleSchema.nullable().optional(),
});

/** The images. Their pixels go by URL (pixel-urls.ts). */
export const images = {
  page: procedure
    .input(
      z.strictObject({
        filter: imageFilterSchema,
        order: imageOrderSchema,
        offset: count,
        limit: z.int().min(1).max(LARGEST_PAGE),
        /** The split whose subsets are shown; that of the filter where none is named. */
        splitId: idSchema.optional(),
      }),
    )
    .output(z.array(listedImageSchema)),
  count: procedure.input(filtered).output(count),
  /** All that a filter leaves, in the order in which they were added, in pieces: what a bulk action is for. */
  ids: procedure.input(filtered).output(eventIterator(z.array(z.string()))),
  /** How many of the images that a filter leaves have each value. */
  facets: procedure
    .input(z.strictObject({ filter: imageFilterSchema, splitId: idSchema.nullable() }))
    .output(facetsSchema),
  find: procedure.input(one).output(imageSchema),
  /** The registered channels of an image. */
  channels: procedure.input(one).output(z.array(imageSchema)),
  /** What the current labels show of each class. */
  statistics: procedure.input(one).output(z.array(statisticsSchema)),
  /** Sets what is given. Of many images, as with all that follows, a few at a time: what waits has its turn between. */
  place: procedure
    .input(z.strictObject({ imageIds: manySchema, placement: placementSchema }))
    .output(z.void()),
  /** Another image's registered channel from now on; null: an image of its own. */
  setChannelOf: procedure
    .input(z.strictObject({ imageId: idSchema, channelOf: idSchema.nullable() }))
    .output(z.void()),
  tag: procedure.input(z.strictObject({ imageIds: manySchema, tag: nameSchema })).output(z.void()),
  untag: procedure.input(z.strictObject({ imageIds: manySchema, tag: nameSchema })).output(z.void()),
  /** Nothing shows or learns from them any more; labels and files stay, and `restore` brings them back. */
  remove: procedure.input(z.strictObject({ imageIds: manySchema })).output(z.void()),
  /** The removed ones, the newest first. */
  removed: procedure
    .input(z.strictObject({ offset: count, limit: z.int().min(1).max(LARGEST_PAGE) }))
    .output(z.array(imageSchema)),
  restore: procedure.input(z.strictObject({ imageIds: manySchema })).output(z.void()),
  /** Forgets removed ones for good; of their files, those that were copied into the project go. */
  purge: procedure
    .input(z.strictObject({ imageIds: z.array(idSchema).min(1).max(LARGEST_PAGE) }))
    .output(z.void()),
  /** The oldest first. */
  notes: procedure.input(one).output(z.array(imageNoteSchema)),
  addNote: procedure.input(one.extend({ text: textSchema })).output(imageNoteSchema),
  removeNote: procedure.input(z.strictObject({ noteId: idSchema })).output(z.void()),
};

import { z } from 'zod';
import { idSchema, nameSchema, personSchema, textSchema, timeSchema } from './identifier.ts';
import { scaleSchema } from './scale.ts';

/** SHA-256 of the file, in hexadecimal. */
export const contentHashSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** Where the file lies: in the project's own folder, or where it was found. */
export const IMAGE_STORAGES = ['copied', 'referenced'] as const;

export const imageSchema = z.strictObject({
  id: idSchema,
  partId: idSchema.nullable(),
  /** From where the workpiece was seen, e.g. "top". */
  view: nameSchema.nullable(),
  lighting: nameSchema.nullable(),
  /**
   * The image that this one is a registered channel of: they share that one's label map. Null for an image with labels
   * of its own; only such a one has channels.
   */
  channelOf: idSchema.nullable(),
  /** px, of the picture as it is shown and labelled: upright, with the orientation applied. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Bits a sample in the file, and how many of them carry the picture (12 in a 16-bit file of many cameras). */
  bitDepth: z.int().min(1).max(32),
  significantBits: z.int().min(1).max(32),
  contentHash: contentHashSchema,
  /** With '/', from the project's folder if it lies on the same disk; absolute otherwise. */
  path: z.string().min(1).max(32_767),
  storage: z.enum(IMAGE_STORAGES),
  /** The image's own; the project's counts where it is null. */
  scale: scaleSchema.nullable(),
  /** EXIF: 1 = upright, to 8. */
  orientation: z.int().min(1).max(8),
  /** 64 bits in hexadecimal: near-duplicates differ in few of them. Null where there is none yet. */
  perceptualHash: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .nullable(),
  addedAt: timeSchema,
});

export type Image = Readonly<z.infer<typeof imageSchema>>;

/** What someone wrote about an image. */
export const imageNoteSchema = z.strictObject({
  id: idSchema,
  imageId: idSchema,
  author: personSchema,
  text: textSchema,
  writtenAt: timeSchema,
});

export type ImageNote = Readonly<z.infer<typeof imageNoteSchema>>;

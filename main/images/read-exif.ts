import exif from 'exif-reader';
import { z } from 'zod';

/** What a camera wrote into a picture; null where it did not, or wrote nonsense. */
export interface CameraFacts {
  /** ISO 8601 without a zone, as the camera's clock stood: "2026-03-01T12:00:00"; with one where it is written. */
  readonly capturedAt: string | null;
  /** Maker and model in one line. */
  readonly camera: string | null;
}

const MOST_CHARACTERS = 100;

const text = z
  .string()
  .transform((value) =>
    value
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, MOST_CHARACTERS),
  )
  .catch('');

const exifSchema = z.object({
  Image: z.object({ Make: text.default(''), Model: text.default('') }).default({ Make: '', Model: '' }),
  Photo: z
    .object({ DateTimeOriginal: z.date().optional().catch(undefined), OffsetTimeOriginal: text.default('') })
    .default({ OffsetTimeOriginal: '' }),
});

/** Reads the EXIF block of a picture. Broken blocks are as good as none: they say nothing of the pixels. */
export function readExif(block: Buffer | undefined): CameraFacts {
  const tags = block === undefined ? null : parse(block);
  if (tags === null) return { capturedAt: null, camera: null };
  const { Image, Photo } = tags;
  // Some makers repeat themselves: "Canon", "Canon EOS R5".
  const camera = Image.Model.startsWith(Image.Make) ? Image.Model : `${Image.Make} ${Image.Model}`.trim();
  return {
    capturedAt: timeOf(Photo.DateTimeOriginal, Photo.OffsetTimeOriginal),
    camera: camera === '' ? null : camera,
  };
}

function parse(block: Buffer): z.infer<typeof exifSchema> | null {
  try {
    return exifSchema.safeParse(exif(block)).data ?? null;
  } catch {
    return null;
  }
}

/** exif-reader gives the clock's digits as if they were UTC. */
function timeOf(date: Date | undefined, offset: string): string | null {
  if (date === undefined || Number.isNaN(date.getTime())) return null;
  const zone = /^[+-]\d\d:\d\d$/.test(offset) ? offset : '';
  return `${date.toISOString().slice(0, 19)}${zone}`;
}

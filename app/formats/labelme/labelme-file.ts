import { z } from 'zod';
import { BlemishError } from '../../domain/errors.ts';
import { decodeText } from '../decode-text.ts';
import { LARGEST_PIXEL_COUNT } from '../label-canvas.ts';
import { parseJson } from '../parse-json.ts';

/** Far enough for any picture, near enough for exact arithmetic. */
const FARTHEST_PX = 2 ** 26;
/** No outline needs more; each costs as many steps as it crosses rows. */
const MOST_POINTS = 100_000;
const Coordinate = z.number().min(-FARTHEST_PX).max(FARTHEST_PX);

// Unknown keys are kept, so that a file that is written again still has them.

const LabelmeShape = z.looseObject({
  label: z.string().min(1),
  points: z.array(z.tuple([Coordinate, Coordinate])).max(MOST_POINTS),
  group_id: z.union([z.int(), z.string()]).nullish(),
  shape_type: z.string().nullish(),
  mask: z.string().nullish(),
});
export type LabelmeShape = z.infer<typeof LabelmeShape>;

const Side = z.int().min(1).max(LARGEST_PIXEL_COUNT);

const LabelmeFile = z.looseObject({
  shapes: z.array(LabelmeShape),
  imagePath: z.string().nullish(),
  imageData: z.string().nullish(),
  imageHeight: Side.nullish(),
  imageWidth: Side.nullish(),
});
export type LabelmeFile = z.infer<typeof LabelmeFile>;

/** @throws {BlemishError} 'input' with the place, where it is no such file */
export function parseLabelmeFile(bytes: Uint8Array, path: string): LabelmeFile {
  const result = LabelmeFile.safeParse(parseJson(decodeText(bytes, path), path));
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const place = issue.path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('');
  throw new BlemishError('input', {
    subject: place === '' ? path : `${path}, ${place.slice(1)}`,
    problem: `This is no labelme file: ${issue.message}`,
    remedy: 'Correct this place, or save the file again in labelme',
  });
}

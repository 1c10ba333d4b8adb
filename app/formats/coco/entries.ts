import { z } from 'zod';
import { BlemishError } from '../../domain/errors.ts';
import { type JsonElement, placeOf } from '../json-elements.ts';

// What is read of a COCO file (https://cocodataset.org/#format-data). Other keys are let be.

const Id = z.union([z.int(), z.string()]);
export type CocoId = z.infer<typeof Id>;

const Side = z.int().min(1);
const Channel = z.int().min(0).max(255);

export const ImageEntry = z.object({
  id: Id,
  file_name: z.string().min(1),
  width: Side.nullish(),
  height: Side.nullish(),
});
export type ImageEntry = z.infer<typeof ImageEntry>;

export const CategoryEntry = z.object({
  id: Id,
  name: z.string().min(1),
  color: z.union([z.tuple([Channel, Channel, Channel]), z.string()]).nullish(),
});
export type CategoryEntry = z.infer<typeof CategoryEntry>;

export const AnnotationEntry = z.object({
  id: Id.nullish(),
  image_id: Id,
  category_id: Id,
  /** Read by segmentation.ts. */
  segmentation: z.unknown().optional(),
  /** Read by segmentation.ts, where there is no segmentation. */
  bbox: z.unknown().optional(),
  iscrowd: z.union([z.boolean(), z.literal([0, 1])]).nullish(),
  num_keypoints: z.number().nullish(),
});
export type AnnotationEntry = z.infer<typeof AnnotationEntry>;

/** An element of a list as its schema says. @throws {BlemishError} 'input' with the place and the key */
export function parseEntry<T>(
  schema: z.ZodType<T>,
  element: Pick<JsonElement, 'key' | 'index' | 'value'>,
  file: string,
): T {
  const result = schema.safeParse(element.value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue.path.join('.');
  throw new BlemishError('input', {
    subject: `${file}, ${placeOf(element)}`,
    problem: key === '' ? `This is no entry of a COCO file: ${issue.message}` : `${key}: ${issue.message}`,
    remedy: 'Correct this entry, or export the file again from its source',
  });
}

/** Whether an element is an annotation; a file of results is a list of them. */
export function isAnnotation({ key, index }: Pick<JsonElement, 'key' | 'index'>): boolean {
  return index !== null && (key === 'annotations' || key === '');
}

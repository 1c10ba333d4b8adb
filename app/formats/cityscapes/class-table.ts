import { z } from 'zod';
import type { AnnotationClass, AnnotationFiles } from '../annotation-format.ts';
import { decodeText } from '../decode-text.ts';
import { BlemishError } from '../../domain/errors.ts';
import type { Rgb } from '../../domain/class-colours.ts';
import { IGNORE } from '../../mask/label-map.ts';
import { firstBytes } from '../first-bytes.ts';

/** Datumaro's list of classes beside masks of other classes than the cities'. */
export const CLASSES_FILE = 'dataset_meta.json';
const LARGEST_FILE_BYTES = 2 ** 20;

/** The names of ids 0 to 33 (M. Cordts et al., "The Cityscapes Dataset", CVPR 2016). */
const CITY_NAMES = [
  ...['unlabeled', 'ego vehicle', 'rectification border', 'out of roi', 'static', 'dynamic', 'ground'],
  ...['road', 'sidewalk', 'parking', 'rail track', 'building', 'wall', 'fence', 'guard rail', 'bridge'],
  ...['tunnel', 'pole', 'polegroup', 'traffic light', 'traffic sign', 'vegetation', 'terrain', 'sky'],
  ...['person', 'rider', 'car', 'truck', 'bus', 'caravan', 'trailer', 'train', 'motorcycle', 'bicycle'],
];

const level = z.int().min(0).max(255);
const schema = z.object({
  label_map: z.record(z.string().regex(/^\d{1,3}$/), z.string()),
  segmentation_colors: z.array(z.tuple([level, level, level])).default([]),
});

/**
 * The classes by id: those of `dataset_meta.json` where there is one, else the cities'.
 *
 * @throws {BlemishError} 'input' where that file says something else.
 */
export async function readClassTable(files: AnnotationFiles): Promise<AnnotationClass[]> {
  const path = files.paths.find((candidate) => candidate.split('/').at(-1) === CLASSES_FILE);
  if (path === undefined) {
    return CITY_NAMES.map((name, id) => ({ id, name, colour: null })).filter(({ id }) => id > 0);
  }
  const parsed = schema.safeParse(json(await firstBytes(files, path, LARGEST_FILE_BYTES), path));
  if (!parsed.success) throw wrong(path, z.prettifyError(parsed.error).split('\n')[0]);
  const { label_map, segmentation_colors } = parsed.data;
  const entries = Object.entries(label_map).map(([id, name]) => ({ id: Number(id), name }));
  return entries
    .filter(({ id }) => id > 0 && id < IGNORE)
    .map(({ id, name }) => ({ id, name, colour: segmentation_colors.at(id) ?? null }));
}

/** Writes `dataset_meta.json`; ids between have black in the list of colours. */
export function formatClassTable(
  classes: readonly AnnotationClass[],
  colours: ReadonlyMap<number, Rgb>,
): string {
  const last = Math.max(0, ...classes.map(({ id }) => id));
  const labelMap = Object.fromEntries([
    ['0', 'unlabeled'],
    ...classes.map(({ id, name }) => [String(id), name]),
  ]) as Record<string, string>;
  const segmentationColors = Array.from({ length: last + 1 }, (_, id) => colours.get(id) ?? [0, 0, 0]);
  const content = { label_map: labelMap, segmentation_colors: segmentationColors, background_label: '0' };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function json(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(decodeText(bytes, path));
  } catch {
    throw wrong(path, 'it is no JSON');
  }
}

function wrong(subject: string, reason: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: `The class list is not as Datumaro writes it: ${reason}`,
    remedy: 'Correct it, or remove it where the classes are the Cityscapes ones.',
  });
}

import { z } from 'zod';
import type { Rgb } from '../../domain/class-colours.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import { decodeText } from '../decode-text.ts';
import { firstBytes } from '../first-bytes.ts';

/** The colour of each class, as a file beside colour masks says; the background may be among them. */
export interface ColourMapFile {
  readonly subject: string;
  readonly colours: readonly { readonly name: string; readonly colour: Rgb }[];
  /** The name that is the background; null where black is. */
  readonly background: string | null;
}

const level = z.int().min(0).max(255);
const rgb = z.tuple([level, level, level]);
const gray = level.transform((value): Rgb => [value, value, value]);

/** X-AnyLabeling's colour map. */
const anyLabeling = z
  .object({ type: z.enum(['rgb', 'grayscale']), colors: z.record(z.string(), z.union([rgb, gray])) })
  .transform(({ colors }) => ({
    colours: Object.entries(colors).map(([name, colour]) => ({ name, colour })),
    background: null,
  }));

/** Datumaro's `dataset_meta.json`. */
const datasetMeta = z
  .object({
    label_map: z.record(z.string().regex(/^\d+$/), z.string()),
    segmentation_colors: z.array(rgb),
    background_label: z.string().optional(),
  })
  .transform(({ label_map, segmentation_colors, background_label }) => ({
    colours: Object.entries(label_map)
      .filter(([index]) => Number(index) < segmentation_colors.length)
      .map(([index, name]) => ({ name, colour: segmentation_colors[Number(index)] })),
    background: background_label === undefined ? null : (label_map[background_label] ?? null),
  }));

const colourMap = z.union([anyLabeling, datasetMeta]);
/** A colour map of 254 classes is far smaller. */
const LARGEST_FILE_BYTES = 2 ** 20;
/** So many JSON files are looked into, those nearest to the top first: a folder may hold one per picture. */
const MOST_FILES = 16;

/** The colour maps among the JSON files; files of other content are passed over. */
export async function readColourMaps(files: AnnotationFiles): Promise<ColourMapFile[]> {
  const found: ColourMapFile[] = [];
  for (const subject of jsonPaths(files).slice(0, MOST_FILES)) {
    const bytes = await firstBytes(files, subject, LARGEST_FILE_BYTES);
    const parsed = colourMap.safeParse(jsonOrNull(bytes, subject));
    if (parsed.success) found.push({ subject, ...parsed.data });
  }
  return found;
}

function jsonPaths({ paths }: AnnotationFiles): string[] {
  const depth = (path: string): number => path.split('/').length;
  return paths.filter((path) => path.toLowerCase().endsWith('.json')).sort((a, b) => depth(a) - depth(b));
}

function jsonOrNull(bytes: Uint8Array, subject: string): unknown {
  try {
    return JSON.parse(decodeText(bytes, subject));
  } catch {
    return null;
  }
}

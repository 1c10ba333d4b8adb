import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { scaleSchema } from '../../app/domain/scale.ts';
import { writeFileAtomically } from '../files/write-atomic.ts';
import type { Pair } from './scan-pair.ts';

const listSchema = z.strictObject({
  format: z.literal('blemish-dataset/1'),
  /** Names by class id, background first. */
  classes: z.array(z.string()).min(1).max(255),
  items: z
    .array(
      z.strictObject({
        /** Unique in the list. */
        name: z.string().min(1),
        /** Absolute. */
        image: z.string().min(1),
        /** An indexed mask, from the list's folder; null: the picture is free of defects. */
        mask: z.string().min(1).nullable(),
        subset: z.enum(['train', 'val', 'test']),
        /** Pictures of one workpiece share a group. */
        group: z.string().min(1),
        /** Groups made together; null where none is known. */
        lot: z.string().nullable(),
        /** px per mm; null where it is not known. */
        scale: scaleSchema.nullable().default(null),
      }),
    )
    .min(1),
});

/** Pictures wherever they are, with the label maps that were laid beside the list for them. */
export type DatasetList = Omit<z.infer<typeof listSchema>, 'format'>;

export async function writeDatasetList(file: string, list: DatasetList): Promise<void> {
  await writeFileAtomically(file, JSON.stringify(listSchema.parse({ format: 'blemish-dataset/1', ...list })));
}

/** @throws {BlemishError} 'input' where the file is not there or is no such list */
export async function readDatasetList(file: string): Promise<DatasetList> {
  try {
    return listSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new BlemishError('input', {
      subject: file,
      problem: 'The list of pictures is missing or damaged',
      remedy: 'Start again from the project',
      cause,
    });
  }
}

/** The files that each item names, as a row of a split file would. */
export function pairsOf({ items }: DatasetList, file: string): Pair[] {
  return items.map(({ name, image, mask, subset, group, lot, scale }, index) => ({
    row: {
      line: index + 1,
      image: name,
      mask,
      region: null,
      zones: null,
      subset,
      className: null,
      group,
      lot,
    },
    imagePath: image,
    maskPath: mask === null ? null : path.join(path.dirname(file), mask),
    regionPath: null,
    zonesPath: null,
    scale,
  }));
}

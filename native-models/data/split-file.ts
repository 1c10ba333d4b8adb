import { readFile } from 'node:fs/promises';
import { normalize } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { SUBSETS, type Subset } from '../../app/domain/split.ts';

/** One picture's line of a split file. File names are as written, relative to the folders of images and masks. */
export interface SplitRow {
  /** Line in the file, from 1. */
  readonly line: number;
  readonly image: string;
  /** null: the picture is free of defects. */
  readonly mask: string | null;
  /** What to inspect, in the folder of masks; null: the whole picture. */
  readonly region: string | null;
  /** Where which rules hold, in the folder of masks; null: no zones. */
  readonly zones: string | null;
  readonly subset: Subset;
  readonly className: string | null;
  /** Pictures of one workpiece share a group; by itself a picture is its own. */
  readonly group: string;
  /** Groups made together, which may be alike; null where none is known. */
  readonly lot: string | null;
}

export interface SplitFile {
  readonly path: string;
  readonly rows: readonly SplitRow[];
  /** There is a column `class`. */
  readonly hasClasses: boolean;
}

/**
 * Reads a CSV file (UTF-8, commas) with the columns image, mask, split (train, val, calibration or test) and
 * optionally class, group, lot, region and zones, in any order and case; further columns are ignored.
 *
 * @throws {BlemishError} 'input' with the line, where the file cannot be read, a value makes no sense, an image
 *   appears twice, or a group lies in two subsets or two lots.
 */
export async function readSplitFile(path: string): Promise<SplitFile> {
  const table = parseTable(path, await readText(path));
  requireColumns(path, table.columns);
  const rows = table.records.map(({ line, record }) => parseRow(path, line, record));
  if (rows.length === 0) throw wrong(path, 'The split file lists no picture', 'Add one line per picture.');
  refuseDuplicateImages(path, rows);
  refuseDividedGroups(path, rows);
  refuseGroupsOfTwoLots(path, rows);
  return { path, rows, hasClasses: table.columns.includes('class') };
}

/** The error for a split file that says something impossible. */
export function wrong(path: string, problem: string, remedy: string, cause?: unknown): BlemishError {
  return new BlemishError('input', { subject: path, problem, remedy, cause });
}

interface Table {
  readonly columns: readonly string[];
  readonly records: readonly { readonly line: number; readonly record: unknown }[];
}

const orNull = z.string().transform((text) => (text === '' ? null : text));

const rowSchema = z.object({
  image: z.string().min(1, 'the image name is empty'),
  mask: orNull,
  split: z
    .string()
    .toLowerCase()
    .pipe(z.enum(SUBSETS, { error: (issue) => `the split is "${String(issue.input)}"` })),
  class: orNull.default(null),
  group: orNull.default(null),
  lot: orNull.default(null),
  region: orNull.default(null),
  zones: orNull.default(null),
});

const COLUMNS = ['image', 'mask', 'split'];

async function readText(path: string): Promise<string> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw wrong(
      path,
      'The split file cannot be read',
      'Check that it is there and that you may read it.',
      cause,
    );
  });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw wrong(path, 'The split file is not UTF-8 text', 'Save it as CSV in UTF-8.', cause);
  }
}

function parseTable(path: string, text: string): Table {
  let columns: string[] = [];
  const records: { line: number; record: unknown }[] = [];
  try {
    parse(text, {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      columns: (header: string[]) => (columns = header.map((name) => name.toLowerCase())),
      on_record: (record: unknown, { lines }) => {
        records.push({ line: lines, record });
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw wrong(
      path,
      `The split file is no proper CSV: ${cause.message}`,
      'Correct the line it names.',
      cause,
    );
  }
  return { columns, records };
}

function requireColumns(path: string, columns: readonly string[]): void {
  const missing = COLUMNS.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw wrong(
      path,
      `The split file has no column ${missing.join(', ')} (it has: ${columns.join(', ')})`,
      'Name the columns image, mask, split in its first line, with commas between.',
    );
  }
}

function parseRow(path: string, line: number, record: unknown): SplitRow {
  const parsed = rowSchema.safeParse(record);
  if (!parsed.success) {
    throw wrong(
      path,
      `Line ${line}: ${parsed.error.issues[0].message}`,
      'Each line needs an image, a mask (empty where there is no defect), and train, val, calibration or test.',
    );
  }
  const { image, mask, region, zones, split, class: className, group, lot } = parsed.data;
  return { line, image, mask, region, zones, subset: split, className, group: group ?? image, lot };
}

function refuseDuplicateImages(path: string, rows: readonly SplitRow[]): void {
  const lines = new Map<string, number>();
  for (const { image, line } of rows) {
    const earlier = lines.get(normalize(image));
    if (earlier !== undefined) {
      throw wrong(path, `Lines ${earlier} and ${line} both name the image "${image}"`, 'Remove one of them.');
    }
    lines.set(normalize(image), line);
  }
}

function refuseDividedGroups(path: string, rows: readonly SplitRow[]): void {
  const subsets = new Map<string, Subset>();
  for (const { group, subset, line } of rows) {
    const other = subsets.get(group) ?? subset;
    if (other !== subset) {
      throw wrong(
        path,
        `Line ${line}: the group "${group}" is in two subsets, ${other} and ${subset}`,
        'Put all pictures of a group into one subset: scores would flatter otherwise.',
      );
    }
    subsets.set(group, subset);
  }
}

function refuseGroupsOfTwoLots(path: string, rows: readonly SplitRow[]): void {
  const lots = new Map<string, string | null>();
  for (const { group, lot, line } of rows) {
    const other = lots.has(group) ? (lots.get(group) ?? null) : lot;
    if (other !== lot) {
      throw wrong(
        path,
        `Line ${line}: the group "${group}" is in two lots, ${inQuotes(other)} and ${inQuotes(lot)}`,
        'Give all pictures of a group the same lot.',
      );
    }
    lots.set(group, lot);
  }
}

function inQuotes(lot: string | null): string {
  return lot === null ? 'none' : `"${lot}"`;
}

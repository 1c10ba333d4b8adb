import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { z } from 'zod';
import { BlemishError } from '../domain/errors.ts';

/** What a CSV file says of an image; a field is missing where its cell is empty or its column is not there. */
export interface ImageTableRow {
  /** Line in the file, from 1. */
  readonly line: number;
  /** Relative, with '/', as written. */
  readonly path: string;
  readonly lot?: string;
  readonly part?: string;
  readonly view?: string;
  readonly lighting?: string;
  readonly channel?: string;
  /** Width and height of a pixel, mm. */
  readonly mmPerPx?: { readonly x: number; readonly y: number };
}

export interface ImageTable {
  readonly rows: readonly ImageTableRow[];
  /** Columns that are not read, as the header names them. */
  readonly ignoredColumns: readonly string[];
}

/**
 * Reads a CSV file with the column path (or image) and any of lot, part, view, lighting, channel, mm_per_px,
 * mm_per_px_x and mm_per_px_y, in any order and case, parted by comma, semicolon or tab.
 *
 * @param subject the file's name, for the messages
 * @throws {BlemishError} 'input' with the line, where it is no proper CSV, a value makes no sense, or a path stands twice
 */
export function parseImageTable(text: string, subject: string): ImageTable {
  const { columns, records } = parseRecords(text, subject);
  if (!columns.includes('path')) {
    throw wrong(
      subject,
      `The table has no column path (it has: ${columns.join(', ')})`,
      'Name the columns in its first line, path the one with the images',
    );
  }
  const rows = records.map(({ line, record }) => rowOf(record, line, subject));
  if (rows.length === 0) throw wrong(subject, 'The table lists no image', 'Add one line an image');
  refuseDuplicates(rows, subject);
  return { rows, ignoredColumns: columns.filter((column) => !COLUMNS.includes(column)) };
}

const TEXTS = ['lot', 'part', 'view', 'lighting', 'channel'] as const;
const COLUMNS: readonly string[] = ['path', ...TEXTS, 'mm_per_px', 'mm_per_px_x', 'mm_per_px_y'];

const text = z
  .string()
  .trim()
  .transform((cell) => (cell === '' ? undefined : cell))
  .optional();
const millimetres = text.transform((cell, context) => {
  const size = cell === undefined ? undefined : Number(cell);
  if (size === undefined || (size > 0 && size < Infinity)) return size;
  context.addIssue(`"${cell}" is no size in mm above 0`);
  return z.NEVER;
});

const recordSchema = z.object({
  path: z.string().trim().min(1, 'the path is empty'),
  lot: text,
  part: text,
  view: text,
  lighting: text,
  channel: text,
  mm_per_px: millimetres,
  mm_per_px_x: millimetres,
  mm_per_px_y: millimetres,
});

interface Records {
  readonly columns: readonly string[];
  readonly records: readonly { readonly line: number; readonly record: unknown }[];
}

function parseRecords(csv: string, subject: string): Records {
  let columns: string[] = [];
  const records: { line: number; record: unknown }[] = [];
  const header = csv.split(/\r?\n/, 1)[0];
  try {
    parse(csv, {
      bom: true,
      delimiter: [';', '\t'].find((separator) => header.includes(separator)) ?? ',',
      skip_empty_lines: true,
      columns: (names: string[]) => (columns = names.map(columnName)),
      on_record: (record: unknown, { lines }) => {
        records.push({ line: lines, record });
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw wrong(subject, `The table is no proper CSV: ${cause.message}`, 'Correct the line it names', cause);
  }
  return { columns, records };
}

function columnName(name: string): string {
  const column = name.trim().toLowerCase();
  return column === 'image' ? 'path' : column;
}

function rowOf(record: unknown, line: number, subject: string): ImageTableRow {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) {
    throw wrong(subject, `Line ${line}: ${parsed.error.issues[0].message}`, 'Correct the line');
  }
  const { path, mm_per_px, mm_per_px_x, mm_per_px_y, ...texts } = parsed.data;
  const [x, y] = [mm_per_px_x ?? mm_per_px, mm_per_px_y ?? mm_per_px];
  if ((x === undefined) !== (y === undefined)) {
    throw wrong(
      subject,
      `Line ${line}: The size of a pixel is given in one direction only`,
      'Give both, or mm_per_px',
    );
  }
  const given = Object.fromEntries(
    TEXTS.flatMap((name) => (texts[name] === undefined ? [] : [[name, texts[name]]])),
  );
  return { line, path, ...given, ...(x === undefined || y === undefined ? {} : { mmPerPx: { x, y } }) };
}

function refuseDuplicates(rows: readonly ImageTableRow[], subject: string): void {
  const lines = new Map<string, number>();
  for (const { path, line } of rows) {
    const earlier = lines.get(path);
    if (earlier !== undefined) {
      throw wrong(
        subject,
        `Lines ${earlier} and ${line} both name the image "${path}"`,
        'Remove one of them',
      );
    }
    lines.set(path, line);
  }
}

function wrong(subject: string, problem: string, remedy: string, cause?: unknown): BlemishError {
  return new BlemishError('input', { subject, problem, remedy, cause });
}

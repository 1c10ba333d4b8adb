import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import type { WrittenMask } from '../class-mask-writer.ts';
import { decodeText } from '../decode-text.ts';
import { firstBytes } from '../first-bytes.ts';
import { matchPictures, type PictureMatcher, withoutExtension } from '../match-picture.ts';
import { classFolder } from '../png/mask-folders.ts';
import { type ListedMask, UNNAMED_CLASS } from './masks-by-folder.ts';

export const MASK_LIST_FILE = 'masks.csv';

interface MaskList {
  readonly subject: string;
  readonly masks: readonly ListedMask[];
}

const SEPARATORS = [',', ';', '\t', '|'];
const HEADER_BYTES = 4096;

/**
 * Reads the CSV file with the columns image, mask and, where there is one, class; others are passed over, as are CSV
 * files of other columns; null where there is none. Any of the usual separators, with or without a byte-order mark.
 * A row with an empty mask is a picture free of defects.
 *
 * @throws {BlemishError} 'input' with the line, where it is no proper CSV, or names a mask that is not there.
 */
export async function readMaskList(files: AnnotationFiles): Promise<MaskList | null> {
  for (const subject of files.paths.filter((path) => path.toLowerCase().endsWith('.csv'))) {
    const separator = await separatorOf(files, subject);
    if (separator === null) continue;
    const rows = parseRows(decodeText(await files.read(subject), subject), separator, subject);
    const matcher = matchPictures(files.paths);
    return { subject, masks: rows.map((row) => listedMask(row, subject, matcher)) };
  }
  return null;
}

/** Writes the list that `readMaskList` reads. */
export function formatMaskList(written: readonly WrittenMask[], empty: readonly string[]): string {
  const rows = [
    ...written.map(({ picture, path, className }) => [picture, path, className]),
    ...empty.map((picture) => [picture, '', '']),
  ];
  return [['image', 'mask', 'class'], ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

/** The separator that makes a header with the columns image and mask; null where none does. */
async function separatorOf(files: AnnotationFiles, subject: string): Promise<string | null> {
  const start = new TextDecoder('utf-8').decode(await firstBytes(files, subject, HEADER_BYTES));
  const header = start.split(/\r?\n/, 1)[0];
  const hasColumns = (separator: string): boolean => {
    const columns = header.split(separator).map(columnName);
    return columns.includes('image') && columns.includes('mask');
  };
  return SEPARATORS.find(hasColumns) ?? null;
}

function columnName(text: string): string {
  return text
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
}

interface Row {
  readonly line: number;
  readonly record: Readonly<Partial<Record<string, string>>>;
}

function parseRows(text: string, separator: string, subject: string): Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      bom: true,
      delimiter: separator,
      skip_empty_lines: true,
      columns: (header: string[]) => header.map(columnName),
      on_record: (record: Record<string, string>, { lines }) => {
        rows.push({ line: lines, record });
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw wrong(subject, `The list is no proper CSV: ${cause.message}`, 'Correct the line it names.');
  }
  return rows;
}

function listedMask({ line, record }: Row, subject: string, matcher: PictureMatcher): ListedMask {
  const place = `${subject}, line ${line}`;
  const { image = '', mask = '' } = record;
  if (image === '') throw wrong(place, 'The image name is empty', 'Name a picture in each line.');
  const className = record.class === undefined || record.class === '' ? null : record.class;
  const pictureStems = [withoutExtension(image)];
  if (mask === '') return { mask: null, className: className ?? UNNAMED_CLASS, pictureStems, place };
  const path = matcher.byName(mask);
  if (path === null) {
    throw wrong(place, `The mask ${mask} is not there, or there are several`, 'Correct its path.');
  }
  return { mask: path, className: className ?? classFolder(path) ?? UNNAMED_CLASS, pictureStems, place };
}

/** In quotes where the text has a separator, a quote, an end of line, or spaces at its ends. */
function quoted(text: string): string {
  return /[",;\t|\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function wrong(subject: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { subject, problem, remedy });
}

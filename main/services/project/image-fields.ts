import { BlemishError } from '../../../app/domain/errors.ts';
import { nameSchema } from '../../../app/domain/identifier.ts';
import { type ImageTableRow, parseImageTable } from '../../../app/images/image-table.ts';
import { matchPaths } from '../../../app/images/match-paths.ts';
import { parsePathPattern } from '../../../app/images/path-pattern.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import { readGivenText } from '../../files/read-given-text.ts';

/** What is said of an image besides its file. */
export interface ImageFields {
  readonly lot?: string;
  readonly part?: string;
  readonly view?: string;
  readonly lighting?: string;
  readonly channel?: string;
  readonly scale?: Scale;
}

export interface FieldSources {
  /** Such as `{lot}/{part}_{view}.png`. */
  readonly pattern: string | null;
  /** A CSV file with the column path; what it says goes before the pattern. */
  readonly table: string | null;
}

/**
 * The fields of each path that a pattern or a table says anything of.
 * @throws {BlemishError} 'input' where they say nothing of any path, or something that cannot be
 */
export async function imageFields(
  paths: readonly string[],
  { pattern, table }: FieldSources,
): Promise<ReadonlyMap<string, ImageFields>> {
  const byPattern = pattern === null ? null : matchPaths(parsePathPattern(pattern), paths).fields;
  const byTable = table === null ? null : await tableRows(table, paths);
  const fields = new Map<string, ImageFields>();
  for (const path of paths) {
    const said = { ...byPattern?.get(path), ...byTable?.get(path) };
    for (const [name, value] of Object.entries(said)) {
      if (typeof value === 'string' && !nameSchema.safeParse(value).success) throw tooLong(path, name);
    }
    fields.set(path, said);
  }
  return fields;
}

async function tableRows(table: string, paths: readonly string[]): Promise<Map<string, ImageFields>> {
  const text = await readGivenText(table, 'The table', 'check-table-path');
  const byName = new Map(parseImageTable(text, table).rows.map((row) => [row.path.normalize('NFC'), row]));
  const found = new Map<string, ImageFields>();
  for (const path of paths) {
    const row = byName.get(path.normalize('NFC'));
    if (row !== undefined) found.set(path, fieldsOf(row));
  }
  if (found.size > 0) return found;
  throw new BlemishError('input', {
    subject: table,
    problem: `The table names none of the ${paths.length} pictures, such as ${paths[0]}`,
    remedy: 'Write their paths from the folder of pictures into the column path',
  });
}

function fieldsOf({ lot, part, view, lighting, channel, mmPerPx }: ImageTableRow): ImageFields {
  return {
    ...(lot !== undefined && { lot }),
    ...(part !== undefined && { part }),
    ...(view !== undefined && { view }),
    ...(lighting !== undefined && { lighting }),
    ...(channel !== undefined && { channel }),
    ...(mmPerPx !== undefined && { scale: { pxPerMmX: 1 / mmPerPx.x, pxPerMmY: 1 / mmPerPx.y } }),
  };
}

function tooLong(subject: string, field: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: `Its ${field} is empty or longer than 200 characters`,
    remedy: 'Write more of the path into the pattern, or give the fields in a table',
  });
}

import type { Database } from 'better-sqlite3';
import { z } from 'zod';

/** Beyond this size of the file, bytes, a quick check looks at the small tables only: it must not delay opening. */
const WHOLE_UP_TO = 32 * 2 ** 20;

/** Small, and without them nothing else can be read. */
const FIRST_TABLES = ['meta', 'class', 'part', 'split', 'run', 'job'];

const findingsSchema = z.array(z.strictObject({ finding: z.string() }));

/** Whether the data base holds together, as far as can be told at once; null where it does. */
export function findDamageQuickly(db: Database): string | null {
  const [pages, pageSize] = ['page_count', 'page_size'].map((name) =>
    Number(db.pragma(name, { simple: true })),
  );
  if (pages * pageSize <= WHOLE_UP_TO) return firstFinding(db, 'pragma_quick_check');
  for (const table of FIRST_TABLES) {
    const finding = firstFinding(db, `pragma_quick_check('${table}')`);
    if (finding !== null) return finding;
  }
  return null;
}

/** Reads the whole data base: every page, every index, every check, every reference; null where all is well. */
export function findDamage(db: Database): string | null {
  const finding = firstFinding(db, 'pragma_integrity_check');
  if (finding !== null) return finding;
  const orphan = db.prepare('SELECT "table" AS name FROM pragma_foreign_key_check LIMIT 1').get();
  if (orphan === undefined) return null;
  return `a row of ${z.object({ name: z.string() }).parse(orphan).name} refers to one that is not there`;
}

function firstFinding(db: Database, check: string): string | null {
  const column = check.includes('integrity') ? 'integrity_check' : 'quick_check';
  const [first] = findingsSchema.parse(db.prepare(`SELECT ${column} AS finding FROM ${check} LIMIT 1`).all());
  return first.finding === 'ok' ? null : first.finding;
}

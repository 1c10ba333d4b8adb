import { z } from 'zod';
import type { ProjectDatabase } from '../project-database.ts';
import type { JournalFolding } from './fold-journal.ts';

/** How much is kept of what the journal may hold, so that not every stroke must make room. */
const KEPT_SHARE = 0.9;

const sizeSchema = z.strictObject({ bytes: z.int() });
const entrySchema = z.strictObject({ number: z.int(), bytes: z.int() });

/** Forgets the oldest patches of the project once all of them pass the limit; what they drew is in the tiles. */
export function pruneJournal(db: ProjectDatabase, folding: JournalFolding, limitBytes: number): void {
  const total = db.get(sizeSchema, 'SELECT journal_bytes AS bytes FROM meta')?.bytes ?? 0;
  if (total <= limitBytes) return;
  folding.foldAll();
  let [last, left] = [0, total];
  for (const { number, bytes } of db.all(
    entrySchema,
    'SELECT number, ifnull(length(patch), 0) AS bytes FROM journal ORDER BY number',
  )) {
    if (left <= KEPT_SHARE * limitBytes) break;
    last = number;
    left -= bytes;
  }
  db.run('DELETE FROM journal WHERE number <= @last', { last });
  db.run('UPDATE meta SET journal_bytes = @left', { left });
}

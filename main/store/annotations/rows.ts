import { z } from 'zod';
import type { Authorship } from '../../../app/domain/annotation.ts';

export const bytesSchema = z.instanceof(Uint8Array);

/** Who made a revision, as rows of the journal and of tiles tell it. */
export const authoredSchema = z.strictObject({
  revision: z.int(),
  madeBy: z.string(),
  madeAt: z.int(),
  tool: z.string(),
  runId: z.string().nullable(),
});

export interface Authored extends Authorship {
  readonly revision: number;
}

/** The columns of `Authorship`. @param table its alias */
export function authorshipColumns(table: string): string {
  return `${table}.made_by AS madeBy, ${table}.made_at AS madeAt, ${table}.tool, ${table}.run_id AS runId`;
}

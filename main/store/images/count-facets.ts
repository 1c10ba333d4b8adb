import { z } from 'zod';
import { ANNOTATION_STATES } from '../../../app/domain/annotation.ts';
import type { ImageFacets, ImageFilter } from '../../../app/domain/image-query.ts';
import { subsetSchema } from '../../../app/domain/split.ts';
import type { ProjectDatabase } from '../project-database.ts';
import { conditionOf } from './filter-condition.ts';

/** How many of the images that a filter leaves have each value. @param splitId whose subsets are counted; null for none */
export function countFacets(db: ProjectDatabase, filter: ImageFilter, splitId: string | null): ImageFacets {
  const { sql, parameters } = conditionOf(filter);
  const count = <Value>(value: z.ZodType<Value>, expression: string, joins: string): Map<Value, number> => {
    const rows = db.all(
      z.strictObject({ value, count: z.int() }),
      `SELECT ${expression} AS value, count(*) AS count FROM image i ${joins}
       WHERE ${sql} AND ${expression} IS NOT NULL GROUP BY 1 ORDER BY 1`,
      joins.includes('@splitId') ? { ...parameters, splitId } : parameters,
    );
    return new Map(rows.map((row) => [row.value, row.count]));
  };
  const states = count(z.enum(ANNOTATION_STATES), 'i.state', '');
  return {
    count: [...states.values()].reduce((sum, images) => sum + images, 0),
    states,
    classIds: count(z.int(), 's.class_id', 'JOIN class_statistic s ON s.image_id = i.id'),
    lots: count(z.string(), 'p.lot', 'JOIN part p ON p.id = i.part_id'),
    tags: count(z.string(), 't.tag', 'JOIN image_tag t ON t.image_id = i.id'),
    subsets: count(
      subsetSchema,
      'm.subset',
      'JOIN split_member m ON m.image_id = i.id AND m.split_id = @splitId',
    ),
  };
}

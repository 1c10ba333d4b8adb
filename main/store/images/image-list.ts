import { z } from 'zod';
import { ANNOTATION_STATES } from '../../../app/domain/annotation.ts';
import type { ImageFilter, ImageOrder, ListedImage } from '../../../app/domain/image-query.ts';
import { subsetSchema } from '../../../app/domain/split.ts';
import { jsonColumn } from '../json-column.ts';
import type { ProjectDatabase } from '../project-database.ts';
import { conditionOf } from './filter-condition.ts';
import { imageColumns, imageFrom, imageRowSchema } from './image-row.ts';

/** Part of a list: `limit` images after the first `offset`. */
export interface PageRequest {
  readonly filter: ImageFilter;
  readonly order: ImageOrder;
  readonly offset: number;
  readonly limit: number;
  /** The split whose subsets are shown; that of the filter where none is named. */
  readonly splitId?: string | undefined;
}

/** Lists of images, a page at a time; nothing here decodes labels. */
export class ImageList {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** First the ids, along an index, then what is shown of them: CROSS JOIN keeps SQLite to that order. */
  page({ filter, order, offset, limit, splitId }: PageRequest): ListedImage[] {
    const condition = conditionOf(filter);
    const { column, index } = ORDERS[order.by];
    const path = narrows(filter) ? '' : `INDEXED BY ${index}`;
    const direction = order.descending ? 'DESC' : 'ASC';
    // A term twice would be sorted by once more.
    const inOrder = [...new Set([column, 'id'])].map((term) => `i.${term} ${direction}`).join(', ');
    return this.#db
      .all(
        rowSchema,
        `WITH page AS MATERIALIZED (
           SELECT i.id FROM image i ${path} WHERE ${condition.sql} ORDER BY ${inOrder} LIMIT @limit OFFSET @offset
         )
         SELECT ${imageColumns('i')}, p.name AS partName, p.lot, i.state, i.labels_changed_at AS labelsChangedAt,
           i.largest_length_px AS largestLengthPx, m.subset,
           (SELECT json_group_array(t.tag ORDER BY t.tag) FROM image_tag t WHERE t.image_id = i.id) AS tags
         FROM page CROSS JOIN image i ON i.id = page.id LEFT JOIN part p ON p.id = i.part_id
           LEFT JOIN split_member m ON m.split_id = @splitId AND m.image_id = i.id
         ORDER BY ${inOrder}`,
        { ...condition.parameters, limit, offset, splitId: splitId ?? filter.subset?.splitId ?? null },
      )
      .map(({ partName, lot, state, labelsChangedAt, largestLengthPx, subset, tags, ...row }) => ({
        ...imageFrom(row),
        ...{ partName, lot, state, labelsChangedAt, largestLengthPx, subset, tags },
      }));
  }

  /** All that the filter leaves, in the order in which they were added: what a bulk action is for. */
  ids(filter: ImageFilter): string[] {
    const { sql, parameters } = conditionOf(filter);
    return this.#db
      .all(
        z.strictObject({ id: z.string() }),
        `SELECT i.id FROM image i WHERE ${sql} ORDER BY i.id`,
        parameters,
      )
      .map(({ id }) => id);
  }

  count(filter: ImageFilter): number {
    const { sql, parameters } = conditionOf(filter);
    const row = this.#db.get(countSchema, `SELECT count(*) AS count FROM image i WHERE ${sql}`, parameters);
    return row?.count ?? 0;
  }
}

const countSchema = z.strictObject({ count: z.int() });

/** What a list is sorted by, and the index that holds it. */
const ORDERS: Readonly<Record<ImageOrder['by'], { column: string; index: string }>> = {
  // Ids are in the order of creation.
  added: { column: 'id', index: 'image_by_age' },
  path: { column: 'path', index: 'image_by_path' },
  'largest-defect': { column: 'largest_length_px', index: 'image_by_largest' },
  'label-age': { column: 'labels_changed_at', index: 'image_by_label_age' },
};

/** These the order's own index answers, or they leave too many images for anything else to lead to them. */
const WIDE: ReadonlySet<string> = new Set([
  'text',
  'states',
  'subset',
  'view',
  'largestLengthPx',
  'labelsChangedAt',
] satisfies (keyof ImageFilter)[]);

/** Whether something else than the order may lead to the images. */
function narrows(filter: ImageFilter): boolean {
  return Object.entries(filter).some(([name, value]) => !WIDE.has(name) && value !== undefined);
}

const rowSchema = imageRowSchema.extend({
  partName: z.string().nullable(),
  lot: z.string().nullable(),
  state: z.enum(ANNOTATION_STATES),
  labelsChangedAt: z.int().nullable(),
  largestLengthPx: z.number().nullable(),
  subset: subsetSchema.nullable(),
  tags: jsonColumn(z.array(z.string())),
});

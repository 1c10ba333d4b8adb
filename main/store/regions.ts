import { z } from 'zod';
import { type Region, type RegionScope, regionSchema, regionsThatCount } from '../../app/domain/region.ts';
import { jsonColumn } from './json-column.ts';
import { missing } from './missing.ts';
import type { ProjectDatabase } from './project-database.ts';

/** What to inspect, and zones of it. */
export class Regions {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  list(): Region[] {
    return this.#select('1 ORDER BY id', {});
  }

  /** Those that count for an image: for each zone the ones of the narrowest level that has any. */
  ofImage(imageId: string): Region[] {
    const regions = this.#select(
      `level = 'project' OR image_id = @imageId OR view = (SELECT view FROM image WHERE id = @imageId) ORDER BY id`,
      { imageId },
    );
    return regionsThatCount(regions);
  }

  add({ id, scope, zone, rings }: Region): void {
    this.#db.change(() =>
      this.#db.run(
        `INSERT INTO region (id, level, view, image_id, zone, rings)
         VALUES (@id, @level, @view, @imageId, @zone, @rings)`,
        {
          ...{ id, zone, level: scope.level, rings: JSON.stringify(rings) },
          view: scope.level === 'view' ? scope.view : null,
          imageId: scope.level === 'image' ? scope.imageId : null,
        },
      ),
    );
  }

  remove(id: string): void {
    this.#db.change(() => {
      if (this.#db.run('DELETE FROM region WHERE id = @id', { id }) === 0) throw missing('region', id);
    });
  }

  #select(condition: string, parameters: Record<string, string>): Region[] {
    return this.#db
      .all(
        rowSchema,
        `SELECT id, level, view, image_id AS imageId, zone, rings FROM region WHERE ${condition}`,
        parameters,
      )
      .map(({ id, zone, rings, ...row }) => ({ id, zone, rings, scope: scopeOf(row) }));
  }
}

const rowSchema = z.strictObject({
  id: z.string(),
  level: z.enum(['project', 'view', 'image']),
  view: z.string().nullable(),
  imageId: z.string().nullable(),
  zone: z.string().nullable(),
  rings: jsonColumn(regionSchema.shape.rings),
});

function scopeOf({
  level,
  view,
  imageId,
}: Omit<z.infer<typeof rowSchema>, 'id' | 'zone' | 'rings'>): RegionScope {
  if (view !== null) return { level: 'view', view };
  if (imageId !== null) return { level: 'image', imageId };
  if (level === 'project') return { level };
  throw new Error(`A region of level ${level} names none`);
}

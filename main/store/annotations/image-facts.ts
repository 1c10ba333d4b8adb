import { z } from 'zod';
import type { ClassStatistics } from '../../../app/domain/annotation.ts';
import type { RunLengthMap } from '../../../app/mask/run-length-map.ts';
import { classStatistics } from '../../../app/metrics/class-statistics.ts';
import type { ProjectDatabase } from '../project-database.ts';

/** What lists of images filter and sort by, kept beside each image: of its current labels. */
export class ImageFacts {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** Takes over the state and the age of the current labels. */
  refresh(imageId: string): void {
    this.#db.run(
      `UPDATE image SET
         state = ifnull((SELECT state FROM annotation WHERE image_id = @imageId AND is_current = 1), 'unlabelled'),
         labels_changed_at = (SELECT changed_at FROM annotation WHERE image_id = @imageId AND is_current = 1)
       WHERE id = @imageId`,
      { imageId },
    );
  }

  /** Counts what the current labels show. */
  measure(imageId: string, labels: RunLengthMap): void {
    const statistics = classStatistics(labels, this.#bridges());
    this.#db.run('DELETE FROM class_statistic WHERE image_id = @imageId', { imageId });
    for (const row of statistics) {
      this.#db.run(
        `INSERT INTO class_statistic (class_id, image_id, pixels, instances, largest_area_px, largest_length_px)
         VALUES (@classId, @imageId, @pixels, @instances, @largestAreaPx, @largestLengthPx)`,
        { ...row, imageId },
      );
    }
    this.#db.run(
      `UPDATE image SET largest_length_px =
         (SELECT max(largest_length_px) FROM class_statistic WHERE image_id = @imageId) WHERE id = @imageId`,
      { imageId },
    );
  }

  /** An image whose labels are to be counted again; null where there is none. */
  nextUncounted(): string | null {
    const row = this.#db.get(
      z.strictObject({ imageId: z.string() }),
      'SELECT image_id AS imageId FROM uncounted_image LIMIT 1',
    );
    return row?.imageId ?? null;
  }

  counted(imageId: string): void {
    this.#db.run('DELETE FROM uncounted_image WHERE image_id = @imageId', { imageId });
  }

  statistics(imageId: string): ClassStatistics[] {
    return this.#db.all(
      statisticsSchema,
      `SELECT class_id AS classId, pixels, instances, largest_area_px AS largestAreaPx,
         largest_length_px AS largestLengthPx
       FROM class_statistic WHERE image_id = @imageId ORDER BY class_id`,
      { imageId },
    );
  }

  #bridges(): Map<number, number> {
    const classes = this.#db.all(bridgeSchema, 'SELECT id, bridge_px AS bridgePx FROM class');
    return new Map(classes.map(({ id, bridgePx }) => [id, bridgePx]));
  }
}

const bridgeSchema = z.strictObject({ id: z.int(), bridgePx: z.number() });

const statisticsSchema: z.ZodType<ClassStatistics> = z.strictObject({
  classId: z.int(),
  pixels: z.int(),
  instances: z.int(),
  largestAreaPx: z.int(),
  largestLengthPx: z.number(),
});

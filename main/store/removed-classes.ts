import { z } from 'zod';
import { type AcceptanceRule, acceptanceRuleSchema } from '../../app/metrics/decisions/acceptance-rule.ts';
import { BlemishError } from '../../app/domain/errors.ts';
import {
  type ClassUsage,
  type RemovedClass,
  classUsageSchema,
  removedClassSchema,
} from '../../app/domain/image-class.ts';
import { BACKGROUND } from '../../app/mask/label-map.ts';
import { jsonColumn } from './json-column.ts';
import { missing } from './missing.ts';
import type { ProjectDatabase } from './project-database.ts';

/**
 * Classes that were merged into another or removed. What was drawn stays as it is: their pixels show as the other class,
 * or as background, whenever labels are read. So a class can come back, whatever was drawn meanwhile.
 */
export class RemovedClasses {
  readonly #db: ProjectDatabase;
  readonly #foldAll: () => void;
  readonly #now: () => number;

  /** @param foldAll writes all journals into tiles */
  constructor(db: ProjectDatabase, foldAll: () => void, now: () => number) {
    this.#db = db;
    this.#foldAll = foldAll;
    this.#now = now;
  }

  /** The newest first. */
  list(): RemovedClass[] {
    return this.#db.all(
      removedClassSchema,
      `SELECT id, name, colour, shown_as AS shownAs, removed_at AS removedAt FROM class
       WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC`,
    );
  }

  /** What shows a class, and so changes with it. @throws {MissingError} where there is no such class */
  usage(id: number): ClassUsage {
    this.#requireKept(id);
    const usage = this.#db.get(
      classUsageSchema,
      `SELECT count(*) AS images, ifnull(sum(s.instances), 0) AS instances, ifnull(sum(s.pixels), 0) AS pixels,
         (SELECT count(*) FROM run r, json_each(r.channels) c WHERE c.value = @id) AS runs,
         (SELECT count(*) FROM acceptance_rule r, json_each(r.rule, '$.classes') c WHERE c.value = @id) AS rules
       FROM class_statistic s WHERE s.class_id = @id`,
      { id },
    );
    return usage!;
  }

  /**
   * All labels of a class are another's from now on; rules about it are about that one too.
   * @throws {BlemishError} 'input' where it is the class itself
   */
  merge(id: number, into: number): void {
    this.#db.change(() => {
      this.#requireKept(into);
      if (id === into) {
        throw refused(this.#requireKept(id), 'A class cannot be merged into itself', 'Choose another one');
      }
      this.#widenRules(id, into);
      this.#remove(id, into);
    });
  }

  /** @throws {BlemishError} 'input' where labels show the class and are not to be erased with it */
  remove(id: number, erasesLabels: boolean): void {
    this.#db.change(() => {
      const { images } = this.usage(id);
      if (images > 0 && !erasesLabels) {
        throw refused(
          this.#requireKept(id),
          `${images} images show it`,
          'Merge it into another class, or erase its labels too',
        );
      }
      this.#remove(id, BACKGROUND);
    });
  }

  /**
   * Brings a class back, with its labels but for what was drawn over them since.
   * @throws {BlemishError} 'input' where another has its name
   */
  restore(id: number): void {
    this.#db.change(() => {
      const removed = this.list().find((candidate) => candidate.id === id);
      if (removed === undefined) throw missing('removed class', id);
      const taken = this.#db.get(
        nameSchema,
        'SELECT name FROM class WHERE removed_at IS NULL AND name = @name',
        {
          name: removed.name,
        },
      );
      if (taken !== null) throw refused(taken.name, 'A class of this name exists', 'Rename that one first');
      const shown = this.shownAs().get(id) ?? BACKGROUND;
      this.#foldAll();
      this.#countAgain(
        shown === BACKGROUND
          ? 'SELECT image_id FROM annotation WHERE revision > 0'
          : 'SELECT image_id FROM class_statistic WHERE class_id = @shown',
        shown === BACKGROUND ? {} : { shown },
      );
      this.#db.run(
        `UPDATE class SET removed_at = NULL, shown_as = NULL,
           key = CASE WHEN key IN (SELECT key FROM class WHERE removed_at IS NULL) THEN NULL ELSE key END
         WHERE id = @id`,
        { id },
      );
    });
  }

  /** What the pixels of removed classes show, by class; 0 for background. */
  shownAs(): Map<number, number> {
    const rows = this.#db.all(
      z.strictObject({ id: z.int(), shownAs: z.int() }),
      'SELECT id, shown_as AS shownAs FROM class WHERE shown_as IS NOT NULL',
    );
    const next = new Map(rows.map(({ id, shownAs }) => [id, shownAs]));
    const last = (id: number): number => {
      const shown = next.get(id);
      return shown === undefined ? id : last(shown);
    };
    return new Map([...next.keys()].map((id) => [id, last(id)]));
  }

  #remove(id: number, shownAs: number): void {
    this.#foldAll();
    this.#countAgain('SELECT image_id FROM class_statistic WHERE class_id = @id', { id });
    this.#db.run('UPDATE class SET removed_at = @now, shown_as = @shownAs WHERE id = @id', {
      ...{ id, shownAs, now: this.#now() },
    });
  }

  /** Maps that may show it are new revisions: whoever has one open is to load it again. */
  #countAgain(images: string, parameters: Record<string, number>): void {
    this.#db.run(
      `INSERT INTO uncounted_image (image_id) SELECT DISTINCT image_id FROM (${images}) WHERE true
       ON CONFLICT DO NOTHING`,
      parameters,
    );
    this.#db.run(
      `UPDATE annotation SET revision = revision + 1, folded_revision = folded_revision + 1
       WHERE is_current = 0 OR image_id IN (SELECT image_id FROM uncounted_image)`,
    );
  }

  #widenRules(id: number, into: number): void {
    const rows = this.#db.all(ruleRowSchema, 'SELECT place, rule FROM acceptance_rule');
    for (const { place, rule } of rows) {
      const { classes } = rule;
      if (classes?.includes(id) !== true || classes.includes(into)) continue;
      const widened: AcceptanceRule = { ...rule, classes: [...classes, into] };
      this.#db.run('UPDATE acceptance_rule SET rule = @rule WHERE place = @place', {
        place,
        rule: JSON.stringify(widened),
      });
    }
  }

  /** @returns its name */
  #requireKept(id: number): string {
    const row = this.#db.get(nameSchema, 'SELECT name FROM class WHERE id = @id AND removed_at IS NULL', {
      id,
    });
    if (row === null) throw missing('class', id);
    return row.name;
  }
}

const nameSchema = z.strictObject({ name: z.string() });

const ruleRowSchema = z.strictObject({ place: z.int(), rule: jsonColumn(acceptanceRuleSchema) });

function refused(name: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { subject: `class ${name}`, problem, remedy });
}

import { z } from 'zod';
import { classColour } from '../../app/domain/class-colours.ts';
import { BlemishError } from '../../app/domain/errors.ts';
import { type ImageClass, imageClassSchema } from '../../app/domain/image-class.ts';
import { jsonColumn } from './json-column.ts';
import { missing } from './missing.ts';
import type { ProjectDatabase } from './project-database.ts';

const LARGEST_CLASS_ID = 254;

/** The kinds of defects. An id is never given twice: one that was removed keeps its row (removed-classes.ts). */
export class Classes {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** In their order. */
  list(): ImageClass[] {
    return this.#db.all(
      imageClassSchema.extend({ examples: jsonColumn(z.array(z.string())) }),
      `SELECT c.id, c.name, c.place AS "order", c.colour, c.key, c.guide, c.bridge_px AS bridgePx,
         (SELECT json_group_array(e.image_id ORDER BY e.place) FROM class_example e JOIN image i ON i.id = e.image_id
          WHERE e.class_id = c.id AND i.removed_at IS NULL) AS examples
       FROM class c WHERE c.removed_at IS NULL ORDER BY c.place, c.id`,
    );
  }

  /**
   * A new class at the end of the list, with a colour of its own and the next digit as its key.
   * @throws {BlemishError} 'input' where the name is taken or all 254 ids are used up
   */
  add(name: string): ImageClass {
    return this.#db.change(() => {
      this.#requireFree(name, null);
      const { id, place } = this.#next();
      this.#db.run(
        `INSERT INTO class (id, name, place, colour, key, guide, bridge_px)
         VALUES (@id, @name, @place, @colour, @key, '', 0)`,
        { id, name, place, colour: hexColour(id), key: place < 9 ? String(place + 1) : null },
      );
      return this.#required(id);
    });
  }

  /** Takes over everything but the id. @throws {BlemishError} 'input' where the name is taken */
  update({ id, name, order, colour, key, guide, bridgePx, examples }: ImageClass): void {
    this.#db.change(() => {
      this.#required(id);
      this.#requireFree(name, id);
      this.#db.run(
        `UPDATE class SET name = @name, place = @order, colour = @colour, key = @key, guide = @guide,
           bridge_px = @bridgePx WHERE id = @id`,
        { id, name, order, colour, key, guide, bridgePx },
      );
      this.#db.run('DELETE FROM class_example WHERE class_id = @id', { id });
      examples.forEach((imageId, place) => {
        this.#db.run('INSERT INTO class_example (class_id, image_id, place) VALUES (@id, @imageId, @place)', {
          id,
          imageId,
          place,
        });
      });
    });
  }

  #next(): { id: number; place: number } {
    const next = this.#db.get(
      z.strictObject({ id: z.int(), place: z.int() }),
      `SELECT ifnull(max(id), 0) + 1 AS id,
         ifnull(max(place) FILTER (WHERE removed_at IS NULL), -1) + 1 AS place FROM class`,
    );
    if (next !== null && next.id <= LARGEST_CLASS_ID) return next;
    throw refused(
      String(LARGEST_CLASS_ID),
      'All class ids are used up',
      'Rename a class instead of adding one',
    );
  }

  #requireFree(name: string, except: number | null): void {
    const taken = this.list().some((existing) => existing.name === name && existing.id !== except);
    if (taken) throw refused(name, 'A class of this name exists', 'Choose another name');
  }

  #required(id: number): ImageClass {
    const found = this.list().find((existing) => existing.id === id);
    if (found === undefined) throw missing('class', id);
    return found;
  }
}

function hexColour(id: number): string {
  return `#${classColour(id)
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`;
}

function refused(name: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { subject: `class ${name}`, problem, remedy });
}

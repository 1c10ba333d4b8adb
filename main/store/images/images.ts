import { z } from 'zod';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { Image } from '../../../app/domain/image.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import { missing } from '../missing.ts';
import type { ProjectDatabase } from '../project-database.ts';
import { scaleColumns } from '../scale-row.ts';
import { imageColumns, imageFrom, imageRowSchema } from './image-row.ts';

/** What of an image may be set by hand or by a pattern on its path. */
export interface ImagePlacement {
  readonly partId?: string | null;
  readonly view?: string | null;
  readonly lighting?: string | null;
  readonly scale?: Scale | null;
}

/** The images, one by one. */
export class Images {
  readonly #db: ProjectDatabase;

  constructor(db: ProjectDatabase) {
    this.#db = db;
  }

  /** Null for one that was removed, too. */
  find(id: string): Image | null {
    return this.#select(`i.id = @id AND ${KEPT}`, { id }).at(0) ?? null;
  }

  /** Also one that was removed: its path is taken, and its file known. */
  findByPath(path: string): Image | null {
    return this.#select('i.path = @path', { path }).at(0) ?? null;
  }

  /** All images of the same bytes, removed ones among them, in the order in which they were added. */
  withContent(contentHash: string): Image[] {
    return this.#select('i.content_hash = @contentHash ORDER BY i.id', { contentHash });
  }

  /** The registered channels of an image. */
  channelsOf(imageId: string): Image[] {
    return this.#select(`i.channel_of = @imageId AND ${KEPT} ORDER BY i.id`, { imageId });
  }

  /** Those of a workpiece. */
  ofPart(partId: string): Image[] {
    return this.#select(`i.part_id = @partId AND ${KEPT} ORDER BY i.id`, { partId });
  }

  /** Of every image that has one, in the order of ids. */
  perceptualHashes(): { id: string; perceptualHash: string }[] {
    return this.#db.all(
      z.strictObject({ id: z.string(), perceptualHash: z.string() }),
      'SELECT id, perceptual_hash AS perceptualHash FROM image WHERE perceptual_hash IS NOT NULL ORDER BY id',
    );
  }

  /**
   * Adds images, all or none.
   * @throws {BlemishError} 'input' where one of their paths is taken, or one is a channel of a channel
   */
  add(images: readonly Image[]): void {
    this.#db.change(() => {
      for (const image of images) this.#add(image);
    });
  }

  /** Sets what is given. */
  place(id: string, placement: ImagePlacement): void {
    const assignments = {
      ...('partId' in placement && { part_id: placement.partId }),
      ...('view' in placement && { view: placement.view }),
      ...('lighting' in placement && { lighting: placement.lighting }),
    };
    this.#db.change(() => {
      for (const [column, value] of Object.entries(assignments)) {
        this.#set(id, `${column} = @value`, { value });
      }
      if (placement.scale !== undefined) {
        this.#set(id, 'px_per_mm_x = @pxPerMmX, px_per_mm_y = @pxPerMmY', scaleColumns(placement.scale));
      }
    });
  }

  /** Where a moved file lies now. @throws {BlemishError} 'input' where another image is there */
  relink(id: string, path: string, storage: Image['storage']): void {
    this.#db.change(() => {
      const there = this.findByPath(path);
      if (there !== null && there.id !== id) throw taken(path);
      this.#set(id, 'path = @path, storage = @storage', { path, storage });
    });
  }

  /** Another image's registered channel from now on; its labels are that one's. Null: an image of its own. */
  setChannelOf(id: string, channelOf: string | null): void {
    this.#db.change(() => {
      if (channelOf !== null) this.#requireLeader(id, channelOf);
      this.#set(id, 'channel_of = @channelOf', { channelOf });
    });
  }

  setPerceptualHash(id: string, perceptualHash: string): void {
    this.#db.change(() => {
      this.#set(id, 'perceptual_hash = @perceptualHash', { perceptualHash });
    });
  }

  tag(ids: readonly string[], tag: string): void {
    this.#db.change(() => {
      for (const id of ids) {
        this.#db.run('INSERT INTO image_tag (image_id, tag) VALUES (@id, @tag) ON CONFLICT DO NOTHING', {
          id,
          tag,
        });
      }
    });
  }

  untag(ids: readonly string[], tag: string): void {
    this.#db.change(() => {
      for (const id of ids) {
        this.#db.run('DELETE FROM image_tag WHERE image_id = @id AND tag = @tag', { id, tag });
      }
    });
  }

  #add(image: Image): void {
    if (this.findByPath(image.path) !== null) throw taken(image.path);
    if (image.channelOf !== null) this.#requireLeader(image.id, image.channelOf);
    const { scale, ...columns } = image;
    this.#db.run(
      `INSERT INTO image (id, part_id, view, lighting, channel_of, width, height, bit_depth, significant_bits,
         content_hash, path, storage, px_per_mm_x, px_per_mm_y, orientation, perceptual_hash, added_at)
       VALUES (@id, @partId, @view, @lighting, @channelOf, @width, @height, @bitDepth, @significantBits,
         @contentHash, @path, @storage, @pxPerMmX, @pxPerMmY, @orientation, @perceptualHash, @addedAt)`,
      { ...columns, ...scaleColumns(scale) },
    );
  }

  #set(id: string, assignment: string, values: Record<string, string | number | null>): void {
    if (this.#db.run(`UPDATE image SET ${assignment} WHERE id = @id`, { ...values, id }) === 0) {
      throw missing('image', id);
    }
  }

  /** Channels of channels would hide whose labels they share, and labels of its own would be lost from sight. */
  #requireLeader(id: string, channelOf: string): void {
    const leader = this.find(channelOf);
    if (leader === null) throw missing('image', channelOf);
    const isFree = leader.channelOf === null && leader.id !== id && this.channelsOf(id).length === 0;
    if (isFree && !this.#isUsed(id)) return;
    throw new BlemishError('input', {
      subject: `image ${id}`,
      problem: `It cannot be a channel of ${leader.path}`,
      remedy: 'Choose an image that is no channel, for one without channels and labels of its own',
    });
  }

  #isUsed(id: string): boolean {
    const tables = ['annotation', 'prediction', 'evaluated_image', 'verdict'];
    const uses = tables.map((table) => `EXISTS (SELECT 1 FROM ${table} WHERE image_id = @id)`);
    const row = this.#db.get(z.strictObject({ used: z.int() }), `SELECT ${uses.join(' OR ')} AS used`, {
      id,
    });
    return row?.used === 1;
  }

  #select(condition: string, parameters: Record<string, string>): Image[] {
    return this.#db
      .all(imageRowSchema, `SELECT ${imageColumns('i')} FROM image i WHERE ${condition}`, parameters)
      .map(imageFrom);
  }
}

/** Of images `i` that were not removed. */
const KEPT = 'i.removed_at IS NULL';

function taken(path: string): BlemishError {
  return new BlemishError('input', {
    subject: path,
    problem: 'The image is in the project already',
    remedy: 'Leave it out',
  });
}

import { boxOf, intersection, isEmpty } from './box.ts';
import type { Box } from './component-shape.ts';
import { type Patch, forEachChange } from './patch.ts';
import { PatchWriter } from './patch-writer.ts';
import { BACKGROUND } from './label-map.ts';
import type { RunLengthMap } from './run-length-map.ts';
import { RunWriter } from './run-writer.ts';

/** The side of the squares that a large map is stored in, px; those at the right and bottom edges are smaller. */
export const TILE_SIDE = 1024;

/** Place of a tile: columns and rows of tiles from the upper left. */
export interface TilePlace {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The pixels of a tile, in the map. */
export function tileBox({ x, y }: TilePlace, map: Size): Box {
  const square = { x: x * TILE_SIDE, y: y * TILE_SIDE, width: TILE_SIDE, height: TILE_SIDE };
  return intersection(square, boxOf(map));
}

/** The tiles that a box touches, row by row. */
export function tilesTouched({ x, y, width, height }: Box): TilePlace[] {
  const places: TilePlace[] = [];
  for (let row = Math.floor(y / TILE_SIDE); row * TILE_SIDE < y + height; row++) {
    for (let column = Math.floor(x / TILE_SIDE); column * TILE_SIDE < x + width; column++) {
      places.push({ x: column, y: row });
    }
  }
  return places;
}

/** What a patch changes within a box, with coordinates from the box's corner; null where that is nothing. */
export function patchWithin(patch: Patch, box: Box): Patch | null {
  const shared = intersection(patch.box, box);
  if (isEmpty(shared)) return null;
  const writer = new PatchWriter({ ...shared, x: shared.x - box.x, y: shared.y - box.y });
  forEachChange(patch, (y, start, end, before, after) => {
    if (y < shared.y || y >= shared.y + shared.height) return;
    const [from, to] = [Math.max(start, shared.x), Math.min(end, shared.x + shared.width)];
    if (from < to) writer.change(y - box.y, from - box.x, to - box.x, before, after);
  });
  return writer.finish();
}

/** The map whose tiles these are, without decoding any. @param tileAt null for a tile of background */
export function joinTiles(map: Size, tileAt: (place: TilePlace) => RunLengthMap | null): RunLengthMap {
  const writer = new RunWriter();
  for (let y = 0; y * TILE_SIDE < map.height; y++) {
    const band: RowReader[] = [];
    for (let x = 0; x * TILE_SIDE < map.width; x++) {
      band.push(new RowReader(tileAt({ x, y }), tileBox({ x, y }, map).width));
    }
    const { height } = tileBox({ x: 0, y }, map);
    for (let row = 0; row < height; row++) for (const reader of band) reader.copyRow(writer);
  }
  return writer.finish(map.width, map.height);
}

/** Reads a code row by row. */
class RowReader {
  readonly #map: RunLengthMap | null;
  readonly #width: number;
  #run = 0;
  /** Pixels of the run that are read. */
  #read = 0;

  constructor(map: RunLengthMap | null, width: number) {
    this.#map = map;
    this.#width = width;
  }

  copyRow(writer: RunWriter): void {
    if (this.#map === null) {
      writer.append(this.#width, BACKGROUND);
      return;
    }
    const { lengths, values } = this.#map;
    for (let left = this.#width; left > 0;) {
      const length = Math.min(left, lengths[this.#run] - this.#read);
      writer.append(length, values[this.#run]);
      left -= length;
      this.#read += length;
      if (this.#read === lengths[this.#run]) {
        this.#run++;
        this.#read = 0;
      }
    }
  }
}

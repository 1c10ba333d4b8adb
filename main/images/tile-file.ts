import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import type { DecodedImage } from '../../native-models/data/decode-image.ts';
import { mapBounded } from '../../native-models/data/map-bounded.ts';
import { encodeTile, encodingOf, type TileEncoding } from './encode-tile.ts';
import { cutTile, halve, type Level } from './pyramid-level.ts';

/** Side of a tile, px. */
export const TILE_PX = 256;

/** One tile, as it is sent on. */
export interface Tile {
  readonly encoding: TileEncoding;
  readonly bytes: Buffer;
}

const MAGIC = 'BLMTILE1';
/** Length of the index, uint32, and the magic. */
const FOOTER_BYTES = 4 + MAGIC.length;
const TILES_AT_ONCE = 4;

const indexSchema = z.strictObject({
  encoding: z.enum(['webp', 'raw']),
  /** px, level 0 first */
  levels: z.array(z.strictObject({ width: z.int().positive(), height: z.int().positive() })).min(1),
  /** Bytes of each tile, level by level and row by row, in the order of the file. */
  lengths: z.array(z.int().nonnegative()),
});
type TileIndex = z.infer<typeof indexSchema>;

/** The bytes of a tile file (docs/image-cache.md), piece by piece, so that it is never whole in memory. */
export async function* tileFilePieces(image: DecodedImage): AsyncGenerator<Uint8Array> {
  const encoding = encodingOf(image);
  const index: TileIndex = { encoding, levels: [], lengths: [] };
  for (let level: Level | null = image; level !== null; level = nextLevel(level)) {
    const { width, height } = level;
    index.levels.push({ width, height });
    for (let row = 0; row < tilesAlong(height); row++) {
      const columns = Array.from({ length: tilesAlong(width) }, (_, column) => column);
      const current = level;
      const tiles = await mapBounded(columns, TILES_AT_ONCE, (column) =>
        encodeTile(cutTile(current, column, row, TILE_PX), encoding, image.significantBits),
      );
      index.lengths.push(...tiles.map((tile) => tile.length));
      yield* tiles;
    }
  }
  const json = Buffer.from(JSON.stringify(index));
  const footer = Buffer.alloc(FOOTER_BYTES);
  footer.writeUInt32LE(json.length);
  footer.write(MAGIC, 4, 'latin1');
  yield json;
  yield footer;
}

/**
 * One tile of a tile file; null where the pyramid has no such tile.
 * @throws where the file is missing, or no tile file
 */
export async function readTile(
  path: string,
  level: number,
  column: number,
  row: number,
): Promise<Tile | null> {
  const file = await open(path, 'r');
  try {
    const { encoding, levels, lengths } = await readIndex(file);
    const place = tileNumber(levels, level, column, row);
    if (place === null) return null;
    const start = lengths.slice(0, place).reduce((sum, length) => sum + length, 0);
    return { encoding, bytes: await readAt(file, start, lengths[place]) };
  } finally {
    await file.close();
  }
}

/** A single tile is the last level. */
function nextLevel(level: Level): Level | null {
  return level.width <= TILE_PX && level.height <= TILE_PX ? null : halve(level);
}

function tilesAlong(size: number): number {
  return Math.ceil(size / TILE_PX);
}

function tileNumber(levels: TileIndex['levels'], level: number, column: number, row: number): number | null {
  const size = levels.at(level);
  if (level < 0 || size === undefined) return null;
  const [columns, rows] = [tilesAlong(size.width), tilesAlong(size.height)];
  const isThere = column >= 0 && column < columns && row >= 0 && row < rows;
  const before = levels
    .slice(0, level)
    .reduce((sum, { width, height }) => sum + tilesAlong(width) * tilesAlong(height), 0);
  return isThere ? before + row * columns + column : null;
}

async function readIndex(file: FileHandle): Promise<TileIndex> {
  const { size } = await file.stat();
  const footer = await readAt(file, size - FOOTER_BYTES, FOOTER_BYTES);
  const length = footer.readUInt32LE();
  if (footer.toString('latin1', 4) !== MAGIC || length > size) throw new Error('no tile file');
  const json = await readAt(file, size - FOOTER_BYTES - length, length);
  return indexSchema.parse(JSON.parse(json.toString('utf8')));
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (position < 0) throw new Error('the tile file is too short');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new Error('the tile file is too short');
  return buffer;
}

/** How a picture is cut into squares. */
export interface TileGrid {
  /** Side of a tile, px. */
  readonly tileSize: number;
  /** Share of a tile that its neighbour repeats, 0 to 0.5. */
  readonly overlap: number;
}

/** The upper left corner of a tile, px. */
export interface Tile {
  readonly x: number;
  readonly y: number;
}

/**
 * The tiles that cover a picture, row by row. The last of a row or column is shifted inwards to end with the picture;
 * only along a side shorter than `tileSize` does the one tile reach beyond it.
 */
export function tilesOf(width: number, height: number, grid: TileGrid): Tile[] {
  const columns = tileStarts(width, grid);
  return tileStarts(height, grid).flatMap((y) => columns.map((x) => ({ x, y })));
}

/** Where tiles begin along one side of a picture, px, ascending. */
export function tileStarts(length: number, { tileSize, overlap }: TileGrid): number[] {
  if (length <= tileSize) return [0];
  const stride = Math.max(1, Math.round(tileSize * (1 - overlap)));
  const last = length - tileSize;
  return Array.from({ length: Math.ceil(last / stride) + 1 }, (_, index) => Math.min(index * stride, last));
}

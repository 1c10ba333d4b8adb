import type { ClassProbabilities } from '../../app/metrics/operating-point.ts';
import { type Tile, type TileGrid, tileStarts } from './tiling.ts';

/** Puts the probabilities of overlapping tiles together without seams. */
export interface Blend {
  /** Adds one tile of `[numClasses, tileSize, tileSize]`; every tile of the grid is to be added once. */
  add(tile: Tile, probabilities: Float32Array): void;
  /** The picture as far as tiles were added. */
  readonly probabilities: ClassProbabilities;
}

/**
 * Each tile counts with a raised-cosine window, divided by the sum of all windows over a pixel, so that tiles which
 * agree are returned as they are. Windows and grid are products of a horizontal and a vertical part, and so are the
 * divided weights: they are known before the first tile, and nothing but the result is held in memory.
 */
export function createBlend(numClasses: number, width: number, height: number, grid: TileGrid): Blend {
  const { tileSize } = grid;
  const data = new Float32Array(numClasses * width * height);
  const columnWeights = blendingWeights(width, grid);
  const rowWeights = blendingWeights(height, grid);

  const add = (tile: Tile, probabilities: Float32Array): void => {
    const across = weightsAt(columnWeights, tile.x);
    const down = weightsAt(rowWeights, tile.y);
    for (let channel = 0; channel < numClasses; channel++) {
      for (let row = 0; row < down.length; row++) {
        const from = (channel * tileSize + row) * tileSize;
        const to = (channel * height + tile.y + row) * width + tile.x;
        for (let column = 0; column < across.length; column++) {
          data[to + column] += probabilities[from + column] * down[row] * across[column];
        }
      }
    }
  };
  return { add, probabilities: { numClasses, width, height, data } };
}

/** Weight of each pixel of a tile along one side, by where the tile begins; they sum to 1 over every pixel. */
type BlendingWeights = ReadonlyMap<number, Float64Array>;

function blendingWeights(length: number, grid: TileGrid): BlendingWeights {
  const starts = tileStarts(length, grid);
  const window = raisedCosine(grid.tileSize).subarray(0, length);
  const sums = new Float64Array(length);
  for (const start of starts) {
    for (let i = 0; i < window.length; i++) sums[start + i] += window[i];
  }
  return new Map(starts.map((start) => [start, window.map((weight, i) => weight / sums[start + i])]));
}

/** Sampled at pixel centres, so that it never is 0. */
function raisedCosine(length: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => (1 - Math.cos((2 * Math.PI * (i + 0.5)) / length)) / 2);
}

function weightsAt(weights: BlendingWeights, start: number): Float64Array {
  const found = weights.get(start);
  if (found === undefined) throw new RangeError(`No tile of the grid begins at ${start}`);
  return found;
}

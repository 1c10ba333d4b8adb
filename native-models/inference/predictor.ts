import type { ClassProbabilities } from '../../app/metrics/operating-point.ts';
import type { DecodedImage } from '../data/decode-image.ts';
import { normalizeInto, toRaster, type InputMapping } from '../data/input-mapping.ts';
import type { Raster } from '../data/raster.ts';
import { resizeRaster } from '../data/resize.ts';
import { createBlend } from './blend.ts';
import { cutTile } from './cut-tile.ts';
import { withFlips, type Flips } from './flips.ts';
import type { Forward } from './forward.ts';
import { requireMemory, requireResizable } from './memory.ts';
import { tilesOf } from './tiling.ts';

export interface PredictorOptions {
  readonly forward: Forward;
  readonly mapping: InputMapping;
  /** Classes, background included. */
  readonly classes: number;
  /** As in training: the whole picture resized to imageSize, or tiles of imageSize at native resolution. */
  readonly scaleMode: 'resize' | 'tiles';
  /** px */
  readonly imageSize: number;
  /** Share of a tile's side that its neighbour covers too, 0..0.5. */
  readonly tileOverlap: number;
  /** Mirror images whose probabilities are averaged with the picture's own; 'none' where not given. */
  readonly flips?: Flips | undefined;
}

/** A picture of any size to its class probabilities at native resolution. */
export type Predictor = (image: DecodedImage) => Promise<ClassProbabilities>;

/**
 * Eight tiles of 256 px at once take a tenth less processor time than one by one; of 512 px, two at once gain nothing
 * and more cost memory.
 */
const BATCH_TILES = 8;
const BATCH_PIXELS = BATCH_TILES * 256 ** 2;

/** @throws {BlemishError} from the predictor: 'input' for other channels than the model's, 'resource' for too large a picture. */
export function createPredictor(options: PredictorOptions): Predictor {
  const { mapping, classes, scaleMode, flips = 'none' } = options;
  const predict = scaleMode === 'resize' ? predictResized : predictTiles;
  const flipping = { ...options, forward: withFlips(options.forward, flips) };
  return async (image) => {
    requireMemory(image, mapping.channels, classes);
    if (scaleMode === 'resize') requireResizable(image, mapping.channels);
    return predict(toRaster(image, mapping), flipping);
  };
}

async function predictResized(raster: Raster, options: PredictorOptions): Promise<ClassProbabilities> {
  const { imageSize: side, classes } = options;
  const { width, height } = raster;
  const probabilities = await run([await resizeRaster(raster, side, side)], options);
  const data = new Float32Array(classes * width * height);
  for (let classId = 0; classId < classes; classId++) {
    const plane = probabilities.subarray(classId * side * side, (classId + 1) * side * side);
    const resized = await resizeRaster(
      { width: side, height: side, channels: 1, data: plane },
      width,
      height,
    );
    data.set(resized.data, classId * width * height);
  }
  return { numClasses: classes, width, height, data };
}

async function predictTiles(raster: Raster, options: PredictorOptions): Promise<ClassProbabilities> {
  const { imageSize: side, classes } = options;
  const grid = { tileSize: side, overlap: options.tileOverlap };
  const blend = createBlend(classes, raster.width, raster.height, grid);
  const tiles = tilesOf(raster.width, raster.height, grid);
  const atOnce = Math.max(1, Math.min(BATCH_TILES, Math.floor(BATCH_PIXELS / side ** 2)));
  for (let first = 0; first < tiles.length; first += atOnce) {
    const batch = tiles.slice(first, first + atOnce);
    const probabilities = await run(
      batch.map((tile) => cutTile(raster, tile, side)),
      options,
    );
    const size = classes * side ** 2;
    for (const [index, tile] of batch.entries()) {
      blend.add(tile, probabilities.subarray(index * size, (index + 1) * size));
    }
  }
  return blend.probabilities;
}

/** Squares of one size to their probabilities, one after the other. */
async function run(
  squares: readonly Raster[],
  { forward, mapping }: PredictorOptions,
): Promise<Float32Array> {
  const [{ width, height, data }] = squares;
  const batch = new Float32Array(squares.length * data.length);
  for (const [index, square] of squares.entries()) normalizeInto(square, mapping, batch, index * data.length);
  return forward(batch, squares.length, height, width);
}

import type { ClassProbabilities } from '../../app/metrics/operating-point.ts';
import { cropRaster } from '../data/crop.ts';
import type { DecodedImage } from '../data/decode-image.ts';
import { normalizeInto, toRaster, type InputMapping } from '../data/input-mapping.ts';
import { padRaster } from '../data/padding.ts';
import type { Raster } from '../data/raster.ts';
import { resizeRaster } from '../data/resize.ts';
import type { Forward } from './forward.ts';
import { createBlend } from './blend.ts';
import { tilesOf, type Tile } from './tiling.ts';

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
}

/** A picture of any size to its class probabilities at native resolution. */
export type Predictor = (image: DecodedImage) => Promise<ClassProbabilities>;

export function createPredictor(options: PredictorOptions): Predictor {
  const predict = options.scaleMode === 'resize' ? predictResized : predictTiles;
  return (image) => predict(toRaster(image, options.mapping), options);
}

async function predictResized(raster: Raster, options: PredictorOptions): Promise<ClassProbabilities> {
  const { imageSize: side, classes } = options;
  const { width, height } = raster;
  const probabilities = await run(await resizeRaster(raster, side, side), options);
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
  const grid = { tileSize: options.imageSize, overlap: options.tileOverlap };
  const blend = createBlend(options.classes, raster.width, raster.height, grid);
  for (const tile of tilesOf(raster.width, raster.height, grid)) {
    blend.add(tile, await run(tileOf(raster, tile, grid.tileSize), options));
  }
  return blend.probabilities;
}

async function run(raster: Raster, { forward, mapping }: PredictorOptions): Promise<Float32Array> {
  const batch = new Float32Array(raster.data.length);
  normalizeInto(raster, mapping, batch, 0);
  return forward(batch, 1, raster.height, raster.width);
}

/** The part of the picture under a tile; where the picture is smaller its edges are repeated. */
function tileOf(raster: Raster, { x, y }: Tile, side: number): Raster {
  const width = Math.min(side, raster.width);
  const height = Math.min(side, raster.height);
  return padRaster(cropRaster(raster, { x, y, width, height }), side);
}

import { cropRaster } from '../data/crop.ts';
import { padRaster } from '../data/padding.ts';
import type { Raster } from '../data/raster.ts';
import type { Tile } from './tiling.ts';

/** The part of the picture under a tile; where the picture is smaller its edges are repeated. */
export function cutTile(raster: Raster, { x, y }: Tile, side: number): Raster {
  const width = Math.min(side, raster.width);
  const height = Math.min(side, raster.height);
  return padRaster(cropRaster(raster, { x, y, width, height }), side);
}

import type { Raster } from '../data/raster.ts';
import { normalizeInto, type InputMapping } from '../data/input-mapping.ts';
import type { Engine, State } from '../engines/engine.ts';
import { input } from '../graph/tensor.ts';
import { cutTile } from '../inference/cut-tile.ts';
import { tilesOf } from '../inference/tiling.ts';
import type { Segmenter } from '../model/segmenter.ts';
import { featureSums } from './feature-programs.ts';
import { addFeatureSums, usualFeatures, type FeatureSums, type UsualFeatures } from './usual-features.ts';

/** A trained network, ready to look at pictures. */
export interface Backbone {
  /** Tells one set of weights from another. */
  readonly id: string;
  readonly engine: Engine;
  readonly segmenter: Segmenter;
  readonly state: State;
  readonly mapping: InputMapping;
  /** Side of a tile, px. */
  readonly tileSize: number;
}

/** What is usual in a set of pictures, by one look at all their tiles. */
export async function measureUsual(
  pictures: AsyncIterable<Raster>,
  { engine, segmenter, state, mapping, tileSize }: Backbone,
): Promise<UsualFeatures> {
  const tile = input('pictures', [1, mapping.channels, tileSize, tileSize]);
  const program = await engine.compile(
    { outputs: { ...featureSums(segmenter, tile) }, assignments: [] },
    state,
  );
  const places = (tileSize / 8) ** 2;
  let sums: FeatureSums | null = null;
  for await (const raster of pictures) {
    for (const at of tilesOf(raster.width, raster.height, { tileSize, overlap: 0 })) {
      const values = new Float32Array(mapping.channels * tileSize ** 2);
      normalizeInto(cutTile(raster, at, tileSize), mapping, values, 0);
      const { sum, products, odds, squaredOdds } = await program.run({ pictures: values });
      const one = {
        count: places,
        sum: Float64Array.from(sum),
        products: Float64Array.from(products),
        pixels: tileSize ** 2,
        odds: odds[0],
        squaredOdds: squaredOdds[0],
      };
      sums = sums === null ? one : addFeatureSums(sums, one);
    }
  }
  await program.release();
  if (sums === null) throw new RangeError('there is no picture to measure');
  return usualFeatures(sums);
}

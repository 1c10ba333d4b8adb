import path from 'node:path';
import type { ClassProbabilities } from '../../app/metrics/operating-point.ts';
import { decodeImage } from '../../native-models/data/decode-image.ts';
import { toRaster } from '../../native-models/data/input-mapping.ts';
import type { Raster } from '../../native-models/data/raster.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';
import type { Backbone } from '../../native-models/proposals/measure-usual.ts';
import { createProposer, pretrainedBackbone } from '../../native-models/proposals/proposer.ts';
import type { LoadedModel } from '../../native-models/weights/load-model.ts';
import { namingFile } from './name-file.ts';

/** A model that marks what stands out in these pictures, for a set without any label. */
export async function proposeFor(images: readonly string[], engine: Engine): Promise<LoadedModel> {
  const { significantBits } = await decodeImage(images[0]);
  const backbone = await pretrainedBackbone(engine, significantBits);
  return createProposer(backbone, grayRasters(images, backbone));
}

/** Pictures as the network takes them, one at a time. */
export async function* grayRasters(images: readonly string[], { mapping }: Backbone): AsyncGenerator<Raster> {
  for (const file of images) {
    yield await namingFile(file, async () => toRaster(await decodeImage(file), mapping));
  }
}

/** Share of a picture's pixels that its score is the mean of. */
const TOP_SHARE = 0.001;

/** How likely a picture shows a defect, 0..1: the mean probability of its most suspicious inspected pixels; 0 without any. */
export function pictureScore({ width, height, data }: ClassProbabilities, region?: Uint8Array): number {
  const background = data
    .slice(0, width * height)
    .filter((_, pixel) => region?.[pixel] !== 0)
    .sort();
  if (background.length === 0) return 0;
  const count = Math.max(1, Math.round(TOP_SHARE * background.length));
  return 1 - background.subarray(0, count).reduce((sum, value) => sum + value, 0) / count;
}

/** Writes ranking.csv, the most suspicious picture first; returns its path. */
export async function writeRanking(
  folder: string,
  images: readonly string[],
  scores: readonly number[],
): Promise<string> {
  const ranked = images
    .map((image, index) => ({ image, score: scores[index] }))
    .sort((a, b) => b.score - a.score);
  const lines = ranked.map(({ image, score }, index) => `${index + 1},${score.toFixed(6)},${quoted(image)}`);
  const file = path.join(folder, 'ranking.csv');
  await writeFileAtomically(file, ['rank,score,image', ...lines, ''].join('\n'));
  return file;
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

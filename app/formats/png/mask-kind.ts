import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import { decodePng, type DecodedPng } from './decode-png.ts';

/**
 * What the values of mask files mean: `indexed` are class ids, `binary` is black and white (perhaps resampled to
 * grays), `coloured` has a colour per class, `other` is no mask.
 */
export type MaskKind = 'indexed' | 'binary' | 'coloured' | 'other';

/** So many files of a set are looked at. */
const SAMPLE = 8;
/** More gray values than this, and no palette: a photograph. */
const MOST_INDICES = 64;
/** ADE20K, of many classes the most common, has 150; resampled edges have any gray. */
const LARGEST_GRAY_INDEX = 150;

/** Tells the kind of masks from the values of some; never throws on damaged or foreign files. */
export async function maskKind(files: AnnotationFiles, paths: readonly string[]): Promise<MaskKind> {
  const pixelsPerGray = new Float64Array(256);
  let hasPalette = false;
  for (const path of sampled(paths)) {
    const png = await decodedOrNull(await files.read(path), path);
    if (png === null || png.depth > 8) return 'other';
    if (png.channels > 1) return 'coloured';
    if (png.palette !== null && !isBlackAndWhite(png)) hasPalette = true;
    const toGray = png.palette === null && png.depth > 1 ? 1 : 255;
    for (const value of png.values) pixelsPerGray[Math.min(255, value * toGray)]++;
  }
  return hasPalette ? 'indexed' : kindOfGrays(pixelsPerGray);
}

function kindOfGrays(pixelsPerGray: Float64Array): MaskKind {
  const between = [...pixelsPerGray.subarray(1, 255).entries()].filter(([, pixels]) => pixels > 0);
  const total = pixelsPerGray.reduce((sum, pixels) => sum + pixels, 0);
  const share = between.reduce((sum, [, pixels]) => sum + pixels, 0) / total;
  const largest = (between.at(-1)?.[0] ?? -1) + 1;
  if (between.length === 0) return total > 0 ? 'binary' : 'other';
  if (pixelsPerGray[255] > 0 && share < 0.5 && largest > LARGEST_GRAY_INDEX) return 'binary';
  return between.length <= MOST_INDICES ? 'indexed' : 'other';
}

function sampled(paths: readonly string[]): string[] {
  const step = Math.max(1, Math.floor(paths.length / SAMPLE));
  return paths.filter((_, index) => index % step === 0).slice(0, SAMPLE);
}

async function decodedOrNull(bytes: Uint8Array, path: string): Promise<DecodedPng | null> {
  try {
    return await decodePng(bytes, path);
  } catch (error) {
    if (error instanceof BlemishError) return null;
    throw error;
  }
}

function isBlackAndWhite({ palette, values }: DecodedPng): boolean {
  const [first, second] = [palette?.[0] ?? [], palette?.[1] ?? []];
  return (
    first.every((value) => value === 0) &&
    second.length > 0 &&
    second.every((value) => value === 255) &&
    values.every((value) => value < 2)
  );
}

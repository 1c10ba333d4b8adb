import type { InstancePrediction } from '../../../app/metrics/operating-point.ts';
import type { Raster } from '../../data/raster.ts';
import { createCanvas, encodeCanvas } from './canvas.ts';
import { drawContours } from './contours.ts';
import { drawTags } from './tags.ts';

/**
 * A picture (values 0..1) with what was found in it, as PNG: contours and a light fill in the class colours, and a
 * tag with class and score at each instance. Small pictures are enlarged up to four times, so that tags can be read.
 */
export async function drawOverlay(
  picture: Raster,
  { labels, instances }: InstancePrediction,
  classes: readonly string[],
): Promise<Uint8Array> {
  const canvas = await createCanvas(picture);
  drawContours(canvas, labels);
  await drawTags(canvas, instances, classes);
  return encodeCanvas(canvas);
}

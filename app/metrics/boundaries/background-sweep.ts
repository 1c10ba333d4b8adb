import { BACKGROUND, IGNORE, type LabelMap } from '../../mask/label-map.ts';
import type { PixelSize } from '../pixel-size.ts';
import { requireSameSize } from '../same-size.ts';
import { type Points, PointWriter } from './points.ts';
import { type SweepCounts, countsOf } from './tolerance-sweep.ts';

/**
 * The sweep of the background, taken as a class, straight from the maps: it is most of an image, so that only its
 * edges are gathered. It has no width to cap a tolerance by. Throws when the sizes differ.
 * @param tolerances ascending, in the pixel size's unit
 */
export function backgroundSweepCounts(
  truth: LabelMap,
  prediction: LabelMap,
  tolerances: readonly number[],
  pixel: PixelSize,
): SweepCounts {
  requireSameSize(truth, prediction);
  const [labelled, predicted] = [backgroundOf(truth, truth), backgroundOf(prediction, truth)];
  const pieces = {
    extra: pointsWhere(labelled, (i) => predicted.mask[i] > labelled.mask[i]),
    lacking: pointsWhere(labelled, (i) => labelled.mask[i] > predicted.mask[i]),
    trueBoundary: boundaryOf(labelled),
    predictedBoundary: boundaryOf(predicted),
    caps: [Infinity],
  };
  const areas = { predictedArea: predicted.areaPx, trueArea: labelled.areaPx };
  return countsOf(areas, pieces, tolerances, pixel);
}

/** A map's background with 1 px of margin around the image. */
interface Background {
  readonly mask: Uint8Array;
  /** With the margin, px. */
  readonly width: number;
  readonly areaPx: number;
}

function backgroundOf({ width, height, data }: LabelMap, truth: LabelMap): Background {
  const stride = width + 2;
  const mask = new Uint8Array(stride * (height + 2));
  let areaPx = 0;
  for (let y = 0, i = 0; y < height; y++) {
    for (let at = (y + 1) * stride + 1, end = at + width; at < end; at++, i++) {
      if (data[i] !== BACKGROUND || truth.data[i] === IGNORE) continue;
      mask[at] = 1;
      areaPx++;
    }
  }
  return { mask, width: stride, areaPx };
}

function boundaryOf(background: Background): Points {
  const { mask, width } = background;
  const isEdge = (i: number): boolean =>
    (mask[i - 1] & mask[i + 1] & mask[i - width] & mask[i + width]) === 0;
  return pointsWhere(background, (i) => mask[i] === 1 && isEdge(i));
}

function pointsWhere({ mask, width }: Background, holds: (pixel: number) => boolean): Points {
  const writer = new PointWriter();
  for (let i = width; i < mask.length - width; i++) {
    if (holds(i)) writer.add(i % width, Math.floor(i / width), 0);
  }
  return writer.finish();
}

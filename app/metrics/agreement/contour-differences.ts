import { type Points, PointWriter } from '../boundaries/points.ts';
import { indexSites, nearestSites } from '../boundaries/site-index.ts';
import type { PixelSize } from '../pixel-size.ts';

/** How two labellings of one class in one image differ; those of several images are listed one after the other. */
export interface ContourDifferences {
  /**
   * For each pixel on the contour of a defect that both labelled, of either labelling: the distance to the other
   * contour in the pixel size's unit, above 0 where the second labelling reaches farther out.
   */
  readonly signed: Float64Array;
  /** Defects, as numbers of components. */
  readonly matched: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Instances of the two labellings, by their places in their lists, that are the same defect. */
interface Match {
  readonly truth: number;
  readonly prediction: number;
}

/**
 * @param first the instances of the first labelling, the truth of the matches, as row-major indices in the frame
 * @param second those of the second labelling, the prediction of the matches
 * @param matches each instance at most once
 * @param frame px, with a margin that no instance lies in
 */
export function contourDifferences(
  first: readonly Int32Array[],
  second: readonly Int32Array[],
  matches: readonly Match[],
  frame: { readonly width: number; readonly height: number },
  pixel: PixelSize,
): ContourDifferences {
  const [firstSide, secondSide] = [numberedSide(first, frame), numberedSide(second, frame)];
  return {
    signed: concatenated(
      matches.flatMap(({ truth, prediction }) => {
        const [inner, outer] = [defectOf(firstSide, truth), defectOf(secondSide, prediction)];
        return [signedDistances(outer, inner, pixel, 1), signedDistances(inner, outer, pixel, -1)];
      }),
    ),
    matched: matches.length,
    onlyFirst: first.length - matches.length,
    onlySecond: second.length - matches.length,
  };
}

interface NumberedSide {
  readonly instances: readonly Int32Array[];
  readonly width: number;
  /** Per pixel of the frame: its instance, -1 where there is none. */
  readonly instanceAt: Int32Array;
}

function numberedSide(
  instances: readonly Int32Array[],
  { width, height }: { readonly width: number; readonly height: number },
): NumberedSide {
  const instanceAt = new Int32Array(width * height).fill(-1);
  for (const [instance, pixels] of instances.entries()) {
    for (const pixel of pixels) instanceAt[pixel] = instance;
  }
  return { instances, width, instanceAt };
}

interface Defect {
  readonly side: NumberedSide;
  readonly instance: number;
  readonly boundary: Points;
}

function defectOf(side: NumberedSide, instance: number): Defect {
  return { side, instance, boundary: ownBoundary(side, instance) };
}

/** Of one instance alone: two that a person parted have a contour where they touch. */
function ownBoundary({ instances, instanceAt, width }: NumberedSide, instance: number): Points {
  const writer = new PointWriter();
  for (const i of instances[instance]) {
    const neighbours = [i - 1, i + 1, i - width, i + width];
    if (neighbours.every((neighbour) => instanceAt[neighbour] === instance)) continue;
    writer.add(i % width, Math.floor(i / width), instance);
  }
  return writer.finish();
}

/** From one defect's boundary to the other's; outside the other it has the sign `outside`, inside the opposite. */
function signedDistances(from: Defect, to: Defect, pixel: PixelSize, outside: 1 | -1): Float64Array {
  const { squared } = nearestSites(from.boundary, indexSites(to.boundary), pixel);
  return squared.map((value, i) => {
    const place = from.boundary.ys[i] * from.side.width + from.boundary.xs[i];
    const isInside = to.side.instanceAt[place] === to.instance;
    return (isInside ? -outside : outside) * Math.sqrt(value);
  });
}

function concatenated(lists: readonly Float64Array[]): Float64Array {
  return Float64Array.from(lists.flatMap((list) => [...list]));
}

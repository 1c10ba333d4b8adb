import type { ClassComparison, ClassSide } from '../class-comparison.ts';
import type { Overlap } from '../overlaps.ts';
import type { PixelSize } from '../pixel-size.ts';
import { ratio } from '../ratio.ts';
import { type Points, PointWriter } from './points.ts';
import { indexSites, nearestSites } from './site-index.ts';
import { thinned } from './thinning.ts';
import { ToleranceHistogram } from './tolerances.ts';

/**
 * Of the components that count at a tolerance tau, by tolerance, in px: those of the truth no wider than 2 tau, and
 * the predicted ones save those that touch wider truth only. They add up over images.
 */
export interface CentrelineCounts {
  readonly trueLength: readonly number[];
  /** True centreline within tau of a predicted one. */
  readonly found: readonly number[];
  readonly predictedLength: readonly number[];
  /** Predicted centreline within tau of a true one. */
  readonly correct: readonly number[];
  readonly trueThinArea: readonly number[];
  readonly predictedThinArea: readonly number[];
}

/** By tolerance; null without truth that is thin at it. */
export interface CentrelineScores {
  /** The share of the true centrelines that is found. */
  readonly completeness: readonly (number | null)[];
  /** The share of the predicted centrelines that is correct; null also where there are none. */
  readonly correctness: readonly (number | null)[];
  /** Mean width (area over centreline) predicted over true; null also where nothing is predicted. */
  readonly widthRatio: readonly (number | null)[];
}

/** @param trueWidths largest widths by component of the truth, in the pixel size's unit */
export function centrelineCounts(
  { frame, truth, prediction }: ClassComparison,
  overlaps: readonly Overlap[],
  trueWidths: readonly number[],
  tolerances: readonly number[],
  pixel: PixelSize,
): CentrelineCounts {
  const thinFrom = trueWidths.map((width) => width / 2);
  const countsFrom = prediction.components.map(() => Infinity);
  for (const pair of overlaps) {
    countsFrom[pair.prediction] = Math.min(countsFrom[pair.prediction], thinFrom[pair.truth]);
  }
  // Infinity remains where no truth is touched: such a component is wrong at every tolerance.
  const predictedFrom = countsFrom.map((from) => (from === Infinity ? 0 : from));

  const trueLine = centreline(truth, frame.width);
  const predictedLine = centreline(prediction, frame.width);
  const labelled = lengths(trueLine, predictedLine, thinFrom, tolerances, pixel);
  const predicted = lengths(predictedLine, trueLine, predictedFrom, tolerances, pixel);
  return {
    trueLength: labelled.all,
    found: labelled.near,
    predictedLength: predicted.all,
    correct: predicted.near,
    trueThinArea: areas(truth, thinFrom, tolerances),
    predictedThinArea: areas(prediction, predictedFrom, tolerances),
  };
}

/** Wiedemann et al., "Empirical Evaluation of Automatically Extracted Road Axes", 1998. */
export function centrelineScores(counts: CentrelineCounts): CentrelineScores {
  const { trueLength, found, predictedLength, correct, trueThinArea, predictedThinArea } = counts;
  return {
    completeness: found.map((length, i) => ratio(length, trueLength[i])),
    correctness: correct.map((length, i) => (trueLength[i] === 0 ? null : ratio(length, predictedLength[i]))),
    widthRatio: trueLength.map((length, i) =>
      length === 0 || predictedLength[i] === 0
        ? null
        : predictedThinArea[i] / predictedLength[i] / (trueThinArea[i] / length),
    ),
  };
}

/** Every component's, with the component as owner. */
function centreline({ mask, components }: ClassSide, width: number): Points {
  const remaining = thinned(
    mask,
    width,
    components.map(({ pixels }) => pixels),
  );
  const writer = new PointWriter();
  components.forEach(({ pixels }, owner) => {
    for (const i of pixels) {
      if (remaining[i] === 0) continue;
      const x = i % width;
      writer.add(x, (i - x) / width, owner);
    }
  });
  return writer.finish();
}

/** By tolerance: all of a line whose component counts, and what of that is near the other line. */
function lengths(
  line: Points,
  other: Points,
  countsFrom: readonly number[],
  tolerances: readonly number[],
  pixel: PixelSize,
): { all: number[]; near: number[] } {
  const all = new ToleranceHistogram(tolerances);
  const near = new ToleranceHistogram(tolerances);
  const reach = tolerances[tolerances.length - 1] * (1 + 1e-6);
  nearestSites(line, indexSites(other), pixel, reach).squared.forEach((squared, i) => {
    const from = countsFrom[line.owners[i]];
    all.add(from);
    near.add(Math.max(from, Math.sqrt(squared)));
  });
  return { all: all.within(), near: near.within() };
}

function areas(
  { components }: ClassSide,
  countsFrom: readonly number[],
  tolerances: readonly number[],
): number[] {
  const histogram = new ToleranceHistogram(tolerances);
  components.forEach(({ pixels }, i) => {
    histogram.add(countsFrom[i], pixels.length);
  });
  return histogram.within();
}

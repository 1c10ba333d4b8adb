import { type ConfusionMatrix, addConfusions, emptyConfusion } from './confusion.ts';
import { clusterBootstrap } from './intervals/cluster-bootstrap.ts';
import { clustersBy } from './intervals/clusters.ts';
import type { Estimate, IndependentUnit } from './intervals/estimate.ts';
import { defectIou } from './overlap.ts';
import { ratio } from './ratio.ts';
import type { ImageCounts } from './score-partial.ts';

/** The images of one part, which are not independent of each other. */
export type Views = readonly ImageCounts[];

/** Images by part; one of no known part is a part of its own. */
export function partsOf(images: readonly ImageCounts[]): Views[] {
  return clustersBy(images, ({ part }) => part);
}

/** What varies independently: parts, or images where no part is known. */
export function unitOf(images: readonly ImageCounts[]): IndependentUnit {
  return images.some(({ part }) => part !== null) ? 'part' : 'image';
}

/** Defect IoU with the interval of drawing whole parts. */
export function defectIouEstimate(
  parts: readonly Views[],
  numClasses: number,
  unit: IndependentUnit,
  uniform: () => number,
): Estimate {
  const sum = (matrices: readonly ConfusionMatrix[]): ConfusionMatrix =>
    matrices.reduce(addConfusions, emptyConfusion(numClasses));
  const byPart = parts.map((views) => [sum(views.map(({ confusion }) => confusion))]);
  return clusterBootstrap(byPart, (drawn) => defectIou(sum(drawn)), { unit, uniform });
}

/** Instance detection rates, each with the interval of drawing whole parts among those that show such defects. */
export interface DetectionRates {
  readonly all: Estimate;
  /** By size bin. */
  readonly bySize: readonly Estimate[];
}

/**
 * @param classIndices which classes, by class id - 1
 * @param bins how many size bins there are
 */
export function detectionRates(
  parts: readonly Views[],
  classIndices: readonly number[],
  bins: number,
  unit: IndependentUnit,
  uniform: () => number,
): DetectionRates {
  const every = Array.from({ length: bins }, (_, bin) => bin);
  const rate = (ofBins: readonly number[]): Estimate => {
    const trials = parts
      .map((views) => countTrials(views, classIndices, ofBins))
      .filter(({ truths }) => truths > 0);
    return clusterBootstrap(
      trials.map((part) => [part]),
      foundShare,
      { unit, uniform },
    );
  };
  return { all: rate(every), bySize: every.map((bin) => rate([bin])) };
}

/** True instances, and those found among them. */
interface Trials {
  readonly truths: number;
  readonly found: number;
}

function countTrials(views: Views, classIndices: readonly number[], bins: readonly number[]): Trials {
  const counts = views.flatMap(({ detections }) => classIndices.map((index) => detections[index]));
  const sum = (key: 'truths' | 'found'): number =>
    counts.reduce((total, count) => bins.reduce((all, bin) => all + count[key][bin], total), 0);
  return { truths: sum('truths'), found: sum('found') };
}

function foundShare(parts: readonly Trials[]): number | null {
  let [truths, found] = [0, 0];
  for (const part of parts) {
    truths += part.truths;
    found += part.found;
  }
  return ratio(found, truths);
}

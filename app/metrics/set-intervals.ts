import { type ConfusionMatrix, addConfusions, emptyConfusion } from './confusion.ts';
import { clusterBootstrap } from './intervals/cluster-bootstrap.ts';
import { type Sampling, type Trials, clusteredRate } from './intervals/clustered-rate.ts';
import { clustersBy } from './intervals/clusters.ts';
import type { Estimate, IndependentUnit } from './intervals/estimate.ts';
import { defectIou } from './overlap.ts';
import type { ImageCounts } from './score-partial.ts';

/** The images of one part, which are not independent of each other. */
export type Views = readonly ImageCounts[];

/** The parts of each lot; each part alone where no lot is known. */
export type Clusters = readonly (readonly Views[])[];

/** Images by part; one of no known part is a part of its own. */
export function partsOf(images: readonly ImageCounts[]): Views[] {
  return clustersBy(images, ({ part }) => part);
}

/** What is drawn as a whole. */
export function clustersOf(parts: readonly Views[]): Clusters {
  return clustersBy(parts, (views) => views[0].lot);
}

/** What varies independently: lots where any is known, else parts, or images where no part is known. */
export function unitOf(images: readonly ImageCounts[]): IndependentUnit {
  if (images.some(({ lot }) => lot !== null)) return 'lot';
  return images.some(({ part }) => part !== null) ? 'part' : 'image';
}

/** Defect IoU with the interval of drawing whole clusters. */
export function defectIouEstimate(clusters: Clusters, numClasses: number, sampling: Sampling): Estimate {
  const sum = (matrices: readonly ConfusionMatrix[]): ConfusionMatrix =>
    matrices.reduce(addConfusions, emptyConfusion(numClasses));
  const byCluster = clusters.map((parts) => [sum(parts.flat().map(({ confusion }) => confusion))]);
  return clusterBootstrap(byCluster, (drawn) => defectIou(sum(drawn)), sampling);
}

/** Instance detection rates, each with its interval over the clusters that show such defects. */
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
  clusters: Clusters,
  classIndices: readonly number[],
  bins: number,
  sampling: Sampling,
): DetectionRates {
  const every = Array.from({ length: bins }, (_, bin) => bin);
  const rate = (ofBins: readonly number[]): Estimate =>
    clusteredRate(
      clusters.map((parts) => countTrials(parts.flat(), classIndices, ofBins)),
      sampling,
    );
  return { all: rate(every), bySize: every.map((bin) => rate([bin])) };
}

/** True instances, and those found among them. */
function countTrials(views: Views, classIndices: readonly number[], bins: readonly number[]): Trials {
  const counts = views.flatMap(({ detections }) => classIndices.map((index) => detections[index]));
  const sum = (key: 'truths' | 'found'): number =>
    counts.reduce((total, count) => bins.reduce((all, bin) => all + count[key][bin], total), 0);
  return { trials: sum('truths'), events: sum('found') };
}

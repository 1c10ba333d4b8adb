import { IGNORE, type LabelMap } from '../../mask/label-map.ts';
import { compareClasses } from '../class-comparison.ts';
import { type ConfusionMatrix, addConfusions, emptyConfusion } from '../confusion.ts';
import { measureInstances } from '../instances/instance-scores.ts';
import { clusterBootstrap } from '../intervals/cluster-bootstrap.ts';
import type { Sampling } from '../intervals/clustered-rate.ts';
import { clustersBy } from '../intervals/clusters.ts';
import type { Estimate } from '../intervals/estimate.ts';
import { type ScoreSettings, instanceSettings, pixelSize } from '../score-settings.ts';
import { type ContourDifferences, contourDifferences } from './contour-differences.ts';
import { type DistanceCounts, countDistances, quantileOfCounts } from './distance-counts.ts';
import { cohenKappa, labelAgreement } from './kappa.ts';
import { type Repeatability, repeatability } from './repeatability.ts';

/** Two labellings of one image. */
export interface RepeatedImage {
  readonly image: string;
  readonly part: string | null;
  readonly lot: string | null;
  /** By class id; pixels that either ignores are in none. */
  readonly confusion: ConfusionMatrix;
  /** By class id - 1. */
  readonly differences: readonly ContourDifferences[];
}

export interface ClassAgreement extends Repeatability {
  readonly medianEstimate: Estimate;
  readonly percentile95Estimate: Estimate;
  readonly biasEstimate: Estimate;
}

export interface LabelAgreement {
  /** Cohen's, over pixels. */
  readonly kappa: Estimate;
  readonly classes: Readonly<Record<string, ClassAgreement>>;
}

/** What two people's label maps of one image have in common. Throws when the sizes differ. */
export function compareLabels(
  about: Pick<RepeatedImage, 'image' | 'part' | 'lot'>,
  first: LabelMap,
  second: LabelMap,
  settings: ScoreSettings,
): RepeatedImage {
  const { classNames } = settings;
  const comparisons = compareClasses(...withoutIgnored(first, second));
  return {
    ...about,
    confusion: labelAgreement(first, second, classNames.length),
    differences: classNames.slice(1).map((_, index) => {
      const comparison = comparisons.find(({ classId }) => classId === index + 1);
      if (comparison === undefined) return NOTHING;
      const found = measureInstances(comparison, instanceSettings(settings, index + 1));
      const { matches } = found.matches;
      const { truePixels, predictedPixels } = found;
      return contourDifferences(truePixels, predictedPixels, matches, comparison.frame, pixelSize(settings));
    }),
  };
}

/** The agreement of a set, in whatever order its images came. */
export function agreementOf(
  images: readonly RepeatedImage[],
  classNames: readonly string[],
  sampling: Sampling,
): LabelAgreement {
  const inOrder = images.toSorted((a, b) => (a.image < b.image ? -1 : 1));
  const parts = clustersBy(inOrder, ({ part }) => part);
  const clusters = clustersBy(parts, ([{ lot }]) => lot).map((ofLot) => ofLot.flat());
  const sum = (matrices: readonly ConfusionMatrix[]): ConfusionMatrix =>
    matrices.reduce(addConfusions, emptyConfusion(classNames.length));
  const matrices = clusters.map((cluster) => [sum(cluster.map(({ confusion }) => confusion))]);
  const classes = classNames.slice(1).map((name, index) => {
    const differences = clusters.map((cluster) => cluster.map((image) => image.differences[index]));
    return [name, classAgreement(differences, sampling)] as const;
  });
  return {
    kappa: clusterBootstrap(matrices, (drawn) => cohenKappa(sum(drawn)), sampling),
    classes: Object.fromEntries(classes),
  };
}

const NOTHING: ContourDifferences = {
  signed: new Float64Array(),
  matched: 0,
  onlyFirst: 0,
  onlySecond: 0,
};

function classAgreement(
  clusters: readonly (readonly ContourDifferences[])[],
  sampling: Sampling,
): ClassAgreement {
  const [distances, signed] = [
    countDistances(clusters, Math.abs),
    countDistances(clusters, (value) => value),
  ];
  const estimate = ({ values, samples }: DistanceCounts, share: number): Estimate =>
    clusterBootstrap(
      samples.filter(({ places }) => places.length > 0).map((sample) => [sample]),
      (drawn) => quantileOfCounts(values, drawn, share),
      sampling,
    );
  return {
    ...repeatability(clusters.flat()),
    medianEstimate: estimate(distances, 0.5),
    percentile95Estimate: estimate(distances, 0.95),
    biasEstimate: estimate(signed, 0.5),
  };
}

/** What either ignores leaves both. */
function withoutIgnored(first: LabelMap, second: LabelMap): [LabelMap, LabelMap] {
  const ignoredBySecond = first.data.map((id, i) => (second.data[i] === IGNORE ? IGNORE : id));
  return [{ ...first, data: ignoredBySecond }, second];
}

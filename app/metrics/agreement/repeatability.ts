import { quantile } from '../intervals/quantile.ts';
import type { ContourDifferences } from './contour-differences.ts';

/** How well labels repeat: one person twice, or two people. Distances are null where no defect was matched. */
export interface Repeatability {
  /** Half of the contour is at most this far off, px or mm as the differences. */
  readonly median: number | null;
  /** 95 % of it is. */
  readonly percentile95: number | null;
  /** The signed median: above 0 where the second labelling is larger. */
  readonly bias: number | null;
  readonly matched: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
}

/** Of a set of images; every contour pixel counts alike. `clusterBootstrap` by part gives each its interval. */
export function repeatability(images: readonly ContourDifferences[]): Repeatability {
  const signed = Float64Array.from(images.flatMap((image) => [...image.signed])).sort();
  const distances = signed.map(Math.abs).sort();
  const total = (count: (image: ContourDifferences) => number): number =>
    images.reduce((sum, image) => sum + count(image), 0);
  return {
    median: quantile(distances, 0.5),
    percentile95: quantile(distances, 0.95),
    bias: quantile(signed, 0.5),
    matched: total(({ matched }) => matched),
    onlyFirst: total(({ onlyFirst }) => onlyFirst),
    onlySecond: total(({ onlySecond }) => onlySecond),
  };
}

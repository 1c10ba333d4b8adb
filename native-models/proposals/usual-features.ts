import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix';

/** Sums over all places of a set of pictures; they add up over pictures. */
export interface FeatureSums {
  /** Places summed over. */
  readonly count: number;
  /** [C] */
  readonly sum: Float64Array;
  /** [C, C], of the products of two channels. */
  readonly products: Float64Array;
  /** Pixels, and the sums over them of the log odds of a defect and of their squares. */
  readonly pixels: number;
  readonly odds: number;
  readonly squaredOdds: number;
}

/** What is usual in a set of pictures, as one normal distribution of features (Defard et al., PaDiM, 2021). */
export interface UsualFeatures {
  /** [C] */
  readonly mean: Float32Array;
  /** [C, C]: of W (f - mean), every channel varies by 1 and none with another, so its length is how unusual f is. */
  readonly whitening: Float32Array;
  /** Of the log odds of a defect, over all pixels. */
  readonly oddsMean: number;
  readonly oddsDeviation: number;
}

/** Share of the mean variance that every channel has at least, so that no direction without data counts as certain. */
const SHRINKAGE = 0.01;

export function addFeatureSums(a: FeatureSums, b: FeatureSums): FeatureSums {
  return {
    count: a.count + b.count,
    sum: a.sum.map((value, index) => value + b.sum[index]),
    products: a.products.map((value, index) => value + b.products[index]),
    pixels: a.pixels + b.pixels,
    odds: a.odds + b.odds,
    squaredOdds: a.squaredOdds + b.squaredOdds,
  };
}

export function usualFeatures({
  count,
  sum,
  products,
  pixels,
  odds,
  squaredOdds,
}: FeatureSums): UsualFeatures {
  const channels = sum.length;
  const mean = sum.map((value) => value / count);
  const covariance = Matrix.zeros(channels, channels);
  for (let row = 0; row < channels; row++) {
    for (let column = 0; column < channels; column++) {
      covariance.set(row, column, products[row * channels + column] / count - mean[row] * mean[column]);
    }
  }
  const floor = (SHRINKAGE * covariance.trace()) / channels;
  for (let channel = 0; channel < channels; channel++) {
    covariance.set(channel, channel, covariance.get(channel, channel) + floor);
  }
  const whitening = inverse(new CholeskyDecomposition(covariance).lowerTriangularMatrix);
  const oddsMean = odds / pixels;
  return {
    mean: Float32Array.from(mean),
    whitening: Float32Array.from(whitening.to1DArray()),
    oddsMean,
    oddsDeviation: Math.sqrt(Math.max(squaredOdds / pixels - oddsMean ** 2, Number.EPSILON)),
  };
}

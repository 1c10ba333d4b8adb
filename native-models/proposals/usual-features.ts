import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix';

/** Sums over all places of a set of pictures; they add up over pictures. */
export interface FeatureSums {
  /** Places summed over. */
  readonly count: number;
  /** [C] */
  readonly sum: Float64Array;
  /** [C, C], of the products of two channels. */
  readonly products: Float64Array;
}

/** What is usual in a set of pictures, as one normal distribution of features (Defard et al., PaDiM, 2021). */
export interface UsualFeatures {
  /** [C] */
  readonly mean: Float32Array;
  /** [C, C]: of W (f - mean), every channel varies by 1 and none with another, so its length is how unusual f is. */
  readonly whitening: Float32Array;
}

/** Share of the mean variance that every channel has at least, so that no direction without data counts as certain. */
const SHRINKAGE = 0.01;

export function addFeatureSums(a: FeatureSums, b: FeatureSums): FeatureSums {
  return {
    count: a.count + b.count,
    sum: a.sum.map((value, index) => value + b.sum[index]),
    products: a.products.map((value, index) => value + b.products[index]),
  };
}

export function usualFeatures({ count, sum, products }: FeatureSums): UsualFeatures {
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
  return { mean: Float32Array.from(mean), whitening: Float32Array.from(whitening.to1DArray()) };
}

import { IGNORE, type LabelMap } from '../../mask/label-map.ts';
import type { ClassProbabilities } from '../operating-point.ts';
import { requireProbability } from '../require-number.ts';
import { requireSameSize } from '../same-size.ts';
import { DEFAULT_BINS, type ScoreHistogram, emptyScoreHistogram } from './score-histogram.ts';

/**
 * The pixels of one image by their probability of a class: positive where the truth is that class. Pixels whose truth
 * is 255 count nowhere. Throws when the sizes differ or a counted probability is not in 0..1.
 */
export function pixelScoreHistogram(
  truth: LabelMap,
  probabilities: ClassProbabilities,
  classId: number,
  bins = DEFAULT_BINS,
): ScoreHistogram {
  requireSameSize(truth, probabilities);
  const histogram = emptyScoreHistogram(bins);
  const what = `a probability of class ${classId}`;
  const firstOfPlane = classId * truth.data.length;
  for (let i = 0; i < truth.data.length; i++) {
    if (truth.data[i] === IGNORE) continue;
    const probability = probabilities.data[firstOfPlane + i];
    requireProbability(probability, what);
    const counts = truth.data[i] === classId ? histogram.positives : histogram.negatives;
    counts[Math.round(probability * (bins - 1))]++;
  }
  return histogram;
}

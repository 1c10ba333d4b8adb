import { IGNORE, type LabelMap } from '../../mask/label-map.ts';
import type { ClassProbabilities } from '../operating-point.ts';
import { requireCount, requireProbability } from '../require-number.ts';
import { requireSameSize } from '../same-size.ts';
import { DEFAULT_BINS, type ScoreHistogram } from './score-histogram.ts';

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
  requireCount(bins, 'the number of bins', 2);
  const [positives, negatives] = [new Float64Array(bins), new Float64Array(bins)];
  const what = `a probability of class ${classId}`;
  const plane = probabilities.data.subarray(classId * truth.data.length, (classId + 1) * truth.data.length);
  for (let i = 0; i < plane.length; i++) {
    const trueClass = truth.data[i];
    if (trueClass === IGNORE) continue;
    const probability = plane[i];
    if (!(probability >= 0 && probability <= 1)) requireProbability(probability, what);
    // Several times faster than Math.round, and equal from 0 on.
    const bin = Math.trunc(probability * (bins - 1) + 0.5);
    if (trueClass === classId) positives[bin]++;
    else negatives[bin]++;
  }
  return { positives, negatives };
}

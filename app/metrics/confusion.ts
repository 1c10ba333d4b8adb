import { BlemishError } from '../domain/errors.ts';
import { IGNORE, type LabelMap } from '../mask/label-map.ts';
import { requireSameSize } from './same-size.ts';

/** Counted pixels by true and predicted class id; matrices of one class list add up over images. */
export interface ConfusionMatrix {
  /** Background included. */
  readonly numClasses: number;
  /** `[numClasses, numClasses]` in px: rows are the truth, columns the prediction. */
  readonly counts: Float64Array;
}

export function emptyConfusion(numClasses: number): ConfusionMatrix {
  return { numClasses, counts: new Float64Array(numClasses ** 2) };
}

/**
 * The confusion matrix of one image. Pixels whose truth is 255 count nowhere.
 * Throws when the sizes differ or a counted pixel's class id is not below `numClasses`.
 */
export function confusionMatrix(truth: LabelMap, prediction: LabelMap, numClasses: number): ConfusionMatrix {
  requireSameSize(truth, prediction);
  const matrix = emptyConfusion(numClasses);
  for (let i = 0; i < truth.data.length; i++) {
    const trueClass = truth.data[i];
    if (trueClass === IGNORE) continue;
    const predictedClass = prediction.data[i];
    if (trueClass >= numClasses) throw unknownClass('truth', trueClass, numClasses);
    if (predictedClass >= numClasses) throw unknownClass('prediction', predictedClass, numClasses);
    matrix.counts[trueClass * numClasses + predictedClass]++;
  }
  return matrix;
}

/** The element-wise sum of two matrices over the same classes. */
export function addConfusions(a: ConfusionMatrix, b: ConfusionMatrix): ConfusionMatrix {
  return { numClasses: a.numClasses, counts: a.counts.map((count, cell) => count + b.counts[cell]) };
}

function unknownClass(where: string, classId: number, numClasses: number): BlemishError {
  return new BlemishError('input', {
    problem: `the ${where} holds class ${classId}, but the classes go from 0 to ${numClasses - 1}`,
    remedy: 'Use the class list the label maps were made with',
  });
}

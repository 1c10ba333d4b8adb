import { BACKGROUND } from '../mask/label-map.ts';
import type { ConfusionMatrix } from './confusion.ts';
import { ratio } from './ratio.ts';

/** TP / (TP + FP + FN) by class id; null for a class in neither truth nor prediction (brief 6.1). */
export function iouByClass(matrix: ConfusionMatrix): (number | null)[] {
  return classAreas(matrix).map(({ both, predicted, labelled }) => ratio(both, predicted + labelled - both));
}

/** 2 TP / (2 TP + FP + FN) by class id; null for a class in neither truth nor prediction (brief 6.2). */
export function diceByClass(matrix: ConfusionMatrix): (number | null)[] {
  return classAreas(matrix).map(({ both, predicted, labelled }) => ratio(2 * both, predicted + labelled));
}

/** TP / (TP + FN) by class id, the share of its true pixels given it; null for a class that is not in the truth. */
export function accuracyByClass(matrix: ConfusionMatrix): (number | null)[] {
  return classAreas(matrix).map(({ both, labelled }) => ratio(both, labelled));
}

/** Mean IoU over the classes in truth or prediction, background included; null when no pixel counts. */
export function meanIou(matrix: ConfusionMatrix): number | null {
  return meanOfPresent(iouByClass(matrix));
}

/** Mean IoU over the classes other than background; null when none is in truth or prediction. */
export function defectIou(matrix: ConfusionMatrix): number | null {
  return meanOfPresent(iouByClass(matrix).filter((_, classId) => classId !== BACKGROUND));
}

/** Mean Dice over the classes other than background; null when none is in truth or prediction. */
export function defectDice(matrix: ConfusionMatrix): number | null {
  return meanOfPresent(diceByClass(matrix).filter((_, classId) => classId !== BACKGROUND));
}

/** IoU of any defect against background, whatever its class; null when there is no defect on either side. */
export function foregroundIou(matrix: ConfusionMatrix): number | null {
  const background = classAreas(matrix)[BACKGROUND];
  const counted = total(matrix);
  const either = counted - background.both;
  return ratio(counted - (background.predicted + background.labelled - background.both), either);
}

/** The share of counted pixels given their true class (brief 6.3); null when no pixel counts. */
export function pixelAccuracy(matrix: ConfusionMatrix): number | null {
  const correct = classAreas(matrix).reduce((sum, { both }) => sum + both, 0);
  return ratio(correct, total(matrix));
}

/** In px. */
interface ClassAreas {
  readonly both: number;
  readonly predicted: number;
  readonly labelled: number;
}

function classAreas({ numClasses, counts }: ConfusionMatrix): ClassAreas[] {
  return Array.from({ length: numClasses }, (_, classId) => {
    let predicted = 0;
    let labelled = 0;
    for (let other = 0; other < numClasses; other++) {
      predicted += counts[other * numClasses + classId];
      labelled += counts[classId * numClasses + other];
    }
    return { both: counts[classId * numClasses + classId], predicted, labelled };
  });
}

function total({ counts }: ConfusionMatrix): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The mean of what has a value; null when nothing has. */
export function meanOfPresent(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return ratio(
    present.reduce((sum, value) => sum + value, 0),
    present.length,
  );
}

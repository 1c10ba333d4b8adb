import { BlemishError } from '../domain/errors.ts';
import type { LabelMap } from '../mask/label-map.ts';

/** Refuses to compare label maps of different sizes. */
export function requireSameSize(truth: LabelMap, prediction: LabelMap): void {
  if (truth.width === prediction.width && truth.height === prediction.height) return;
  throw new BlemishError('input', {
    problem:
      `the prediction is ${prediction.width}x${prediction.height} px, ` +
      `its truth ${truth.width}x${truth.height} px`,
    remedy: 'Compare label maps of one image at its native resolution',
  });
}

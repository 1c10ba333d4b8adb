import { BlemishError } from '../domain/errors.ts';

/** px */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** Refuses to compare a prediction with a truth of another size. */
export function requireSameSize(truth: Size, prediction: Size): void {
  if (truth.width === prediction.width && truth.height === prediction.height) return;
  throw new BlemishError('input', {
    problem:
      `the prediction is ${prediction.width}x${prediction.height} px, ` +
      `its truth ${truth.width}x${truth.height} px`,
    remedy: 'Compare label maps of one image at its native resolution',
  });
}

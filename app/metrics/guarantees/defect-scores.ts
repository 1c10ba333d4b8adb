import type { ClassProbabilities, Instance } from '../operating-point.ts';

/**
 * For each true defect of an image the highest threshold at which it is found: at which an instance counts and has a
 * pixel of at least that probability in the defect. 0 for one that no instance touches.
 *
 * With t0 and the minimum area fixed an instance never gains by raising t, so what is found at t is found below it.
 *
 * @param defects row-major pixel indices of each true defect; defects share no pixel
 * @param instances of `predictInstances` with t = t0, so that none is left out yet
 */
export function defectScores(
  defects: readonly Int32Array[],
  instances: readonly Instance[],
  { width, height, data }: ClassProbabilities,
): Float64Array {
  const defectAt = new Int32Array(width * height).fill(NO_DEFECT);
  for (const [index, pixels] of defects.entries()) for (const pixel of pixels) defectAt[pixel] = index;

  const scores = new Float64Array(defects.length);
  for (const { classId, score, pixels } of instances) {
    const firstOfPlane = classId * width * height;
    for (const pixel of pixels) {
      const defect = defectAt[pixel];
      if (defect === NO_DEFECT) continue;
      const foundUpTo = Math.min(score, data[firstOfPlane + pixel]);
      scores[defect] = Math.max(scores[defect], foundUpTo);
    }
  }
  return scores;
}

const NO_DEFECT = -1;

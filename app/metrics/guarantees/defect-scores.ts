import type { ClassProbabilities, Instance } from '../operating-point.ts';

/** For each true defect the highest threshold at which it is found. */
export interface DefectThresholds {
  /** By class id - 1: by an instance of its own class. */
  readonly byClass: readonly (readonly number[])[];
  /** Of all classes: by an instance of any. */
  readonly any: readonly number[];
}

/**
 * @param views by class
 * @param instances those of p >= t0 of all classes
 */
export function defectThresholds(
  views: readonly { readonly classId: number; readonly defects: readonly Int32Array[] }[],
  instances: readonly Instance[],
  probabilities: ClassProbabilities,
): DefectThresholds {
  const every = views.flatMap(({ defects }) => defects);
  const scores = (defects: readonly Int32Array[], found: readonly Instance[]): number[] =>
    defects.length === 0 ? [] : [...defectScores(defects, found, probabilities)];
  return {
    byClass: views.map(({ classId, defects }) =>
      scores(
        defects,
        instances.filter((instance) => instance.classId === classId),
      ),
    ),
    any: scores(every, instances),
  };
}

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

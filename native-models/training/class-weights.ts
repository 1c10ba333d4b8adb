import { BlemishError } from '../../app/domain/errors.ts';

/** The brief's classes and their weights (brief 4.2). */
const BRIEF_CLASSES = ['background', 'dust', 'rundown', 'scratch'];
const BRIEF_WEIGHTS = [0.3, 3.0, 1.5, 1.5];

/** The typical weight of a defect class, and the limits of all: those of the brief's list. */
const TYPICAL = 1.5;
const [LOWEST, HIGHEST] = [0.3, 3];

/**
 * One weight a class for the focal loss: as given, the brief's for the brief's classes, or from the data.
 * @param pixels labelled pixels of each class in the train subset, background first
 */
export function classWeights(
  setting: 'default' | 'data' | readonly number[],
  classes: readonly string[],
  pixels: readonly number[],
): number[] {
  if (typeof setting !== 'string') return given(setting, classes);
  const isBrief = classes.map((name) => name.toLowerCase()).join() === BRIEF_CLASSES.join();
  return setting === 'default' && isBrief ? BRIEF_WEIGHTS : fromData(pixels);
}

/** By the inverse root of how often a class occurs, within the limits; the defects' geometric mean is typical. */
function fromData(pixels: readonly number[]): number[] {
  const inverseRoots = pixels.map((count) => 1 / Math.sqrt(Math.max(count, 1)));
  const defects = inverseRoots.slice(1).map(Math.log);
  const scale = TYPICAL / Math.exp(defects.reduce((sum, value) => sum + value, 0) / defects.length);
  return inverseRoots.map((value) => Math.min(HIGHEST, Math.max(LOWEST, value * scale)));
}

function given(weights: readonly number[], classes: readonly string[]): number[] {
  if (weights.length === classes.length) return [...weights];
  throw new BlemishError('usage', {
    subject: 'loss.class_weights',
    problem: `${weights.length} weights for ${classes.length} classes (${classes.join(', ')})`,
    remedy: 'Give one weight a class, background first, or "data"',
  });
}

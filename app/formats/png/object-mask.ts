import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import { BY_COMPONENT, classOf, instanceOf, type RunLengthMap } from '../../mask/run-length-map.ts';
import { filledPixels } from './filled-pixels.ts';

/** 1 to 254, as 0 is none and 255 the void between objects. */
const MOST_OBJECTS = IGNORE - 1;

interface ObjectMask {
  /** Row-major; 0 = no object or one told by its component. */
  readonly numbers: Uint8Array;
  /** Instances past the 254 that 8 bits can number. */
  readonly lostInstances: number;
}

/** Numbers the instances of a picture from 1, by class, then instance; null where no instance has a number. */
export function objectMask(labels: RunLengthMap): ObjectMask | null {
  const instances = [...new Set(labels.values)].filter(isNumbered).sort(byClassThenInstance);
  if (instances.length === 0) return null;
  const numberOf = new Map(instances.slice(0, MOST_OBJECTS).map((value, index) => [value, index + 1]));
  const pixels = new Uint8Array(labels.width * labels.height);
  const numbers = filledPixels(labels, pixels, (value) => numberOf.get(value) ?? 0);
  return { numbers, lostInstances: Math.max(0, instances.length - MOST_OBJECTS) };
}

/** The class id of each pixel, row-major. */
export function classIds(labels: RunLengthMap): Uint8Array {
  return filledPixels(labels, new Uint8Array(labels.width * labels.height), classOf);
}

function isNumbered(value: number): boolean {
  return instanceOf(value) !== BY_COMPONENT && classOf(value) !== BACKGROUND && classOf(value) !== IGNORE;
}

function byClassThenInstance(a: number, b: number): number {
  return classOf(a) - classOf(b) || instanceOf(a) - instanceOf(b);
}

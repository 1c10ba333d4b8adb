import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import { BY_COMPONENT, classOf, instanceOf, type RunLengthMap } from '../../mask/run-length-map.ts';

/** 1 to 254, as 0 is none and 255 the void between objects. */
const MOST_OBJECTS = IGNORE - 1;

export interface ObjectMask {
  /** Row-major; 0 = no object or one told by its component. */
  readonly numbers: Uint8Array;
  /** Instances past the 254 that 8 bits can number. */
  readonly lostInstances: number;
}

/** Numbers the instances of a picture from 1, by class, then instance; null where no instance has a number. */
export function objectMask({ width, height, lengths, values }: RunLengthMap): ObjectMask | null {
  const instances = [...new Set(values)].filter(isNumbered).sort(byClassThenInstance);
  if (instances.length === 0) return null;
  const numberOf = new Map(instances.slice(0, MOST_OBJECTS).map((value, index) => [value, index + 1]));
  const numbers = new Uint8Array(width * height);
  for (let run = 0, start = 0; run < lengths.length; run++) {
    const number = numberOf.get(values[run]) ?? 0;
    numbers.fill(number, start, start + lengths[run]);
    start += lengths[run];
  }
  return { numbers, lostInstances: Math.max(0, instances.length - MOST_OBJECTS) };
}

/** The class id of each pixel, row-major. */
export function classIds({ width, height, lengths, values }: RunLengthMap): Uint8Array {
  const ids = new Uint8Array(width * height);
  for (let run = 0, start = 0; run < lengths.length; run++) {
    ids.fill(classOf(values[run]), start, start + lengths[run]);
    start += lengths[run];
  }
  return ids;
}

function isNumbered(value: number): boolean {
  return instanceOf(value) !== BY_COMPONENT && classOf(value) !== BACKGROUND && classOf(value) !== IGNORE;
}

function byClassThenInstance(a: number, b: number): number {
  return classOf(a) - classOf(b) || instanceOf(a) - instanceOf(b);
}

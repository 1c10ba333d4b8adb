import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import {
  BY_COMPONENT,
  classOf,
  instanceOf,
  labelValue,
  type RunLengthMap,
} from '../../mask/run-length-map.ts';
import { filledPixels } from '../png/filled-pixels.ts';

/** Instances of a class that its thousand holds. */
const PER_CLASS = 1000;
/** The last class whose thousand ends below 2^16. */
const LAST_CLASS_WITH_INSTANCES = 64;

/**
 * The label value of a stored value: below 1000 a class id, else class * 1000 + n with n from 0; null where that is
 * no class.
 */
export function labelOfInstanceId(stored: number): number | null {
  if (stored < PER_CLASS) return stored > IGNORE ? null : stored;
  const classId = Math.floor(stored / PER_CLASS);
  return labelValue(classId, (stored % PER_CLASS) + 1);
}

interface InstanceIds {
  /** Row-major. */
  readonly values: Uint16Array;
  /** Instances that are now told by component. */
  readonly lostInstances: number;
}

/** The stored values of a map; instances are numbered anew within each class where they would not fit. */
export function instanceIds(labels: RunLengthMap): InstanceIds {
  const storedOf = new Map<number, number>();
  const countOf = new Map<number, number>();
  let lostInstances = 0;
  for (const value of [...new Set(labels.values)].sort((a, b) => instanceOf(a) - instanceOf(b))) {
    const classId = classOf(value);
    const count = countOf.get(classId) ?? 0;
    if (classId === BACKGROUND || classId === IGNORE || instanceOf(value) === BY_COMPONENT) {
      storedOf.set(value, classId);
    } else if (classId > LAST_CLASS_WITH_INSTANCES || count === PER_CLASS) {
      storedOf.set(value, classId);
      lostInstances++;
    } else {
      storedOf.set(value, classId * PER_CLASS + count);
      countOf.set(classId, count + 1);
    }
  }
  const pixels = new Uint16Array(labels.width * labels.height);
  const values = filledPixels(labels, pixels, (value) => storedOf.get(value) ?? BACKGROUND);
  return { values, lostInstances };
}

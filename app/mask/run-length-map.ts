/**
 * Labels of a picture, run-length coded in row-major order over the whole picture (runs go on across row ends).
 * Neighbouring runs have different values; the lengths sum to `width * height`.
 */
export interface RunLengthMap {
  readonly width: number;
  readonly height: number;
  /** Pixels of each run, at least 1. */
  readonly lengths: Uint32Array;
  /** What each run holds: `labelValue(classId, instance)`. */
  readonly values: Uint32Array;
}

/** Instance 0 means "by connected component"; a person's own grouping has numbers from 1. */
export const BY_COMPONENT = 0;
/** The largest number that an instance can have: 24 bits. */
export const LARGEST_INSTANCE = 2 ** 24 - 1;

/** Class in the low 8 bits, instance in the upper 24 (design.md section 2). */
export function labelValue(classId: number, instance: number = BY_COMPONENT): number {
  return ((instance << 8) | classId) >>> 0;
}

export function classOf(value: number): number {
  return value & 0xff;
}

export function instanceOf(value: number): number {
  return value >>> 8;
}

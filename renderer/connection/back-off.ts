const FIRST_MS = 250;
const LONGEST_MS = 8000;

/** ms to wait before the next attempt: doubles with each failure, up to eight seconds. */
export function backOff(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20));
}

import { BlemishError } from '../../domain/errors.ts';

// COCO's run-length code: the lengths of runs in column-major order, beginning with a run of zeros. As a string, each
// length is written in characters of 5 data bits and 1 continuation bit (32), from '0' (48) on, low bits first; from
// the fourth length on it is the difference to the length two before, sign-extended.

const OFFSET = 48;
const MORE = 32;
const SIGN = 16;
/** Seven characters hold 35 bits: no length needs more. */
const MOST_CHARACTERS = 7;

/** What is wrong with an annotation, and where. */
export function refusedAnnotation(subject: string, problem: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem,
    remedy: 'Correct this annotation, or export the file again from its source',
  });
}

/**
 * Decodes a compressed run-length string.
 * @param pixels what the lengths must sum to
 * @throws {BlemishError} 'input' where it is no such string or its sum is another
 */
export function decodeCounts(text: string, pixels: number, subject: string): Uint32Array {
  const counts = new Uint32Array(text.length);
  let used = 0;
  let sum = 0;
  let i = 0;
  while (i < text.length) {
    let value = 0;
    let characters = 0;
    let bits = MORE;
    while ((bits & MORE) !== 0) {
      bits = text.charCodeAt(i++) - OFFSET;
      // NaN, past the end, fails the comparison as well.
      if (!(bits >= 0 && bits < 2 * MORE) || characters === MOST_CHARACTERS)
        throw badString(text, i, subject);
      value |= (bits & (MORE - 1)) << (5 * characters);
      characters++;
    }
    if ((bits & SIGN) !== 0 && characters < MOST_CHARACTERS) value |= -1 << (5 * characters);
    if (used > 2) value += counts[used - 2];
    if (value < 0) throw refusedAnnotation(subject, `Run ${used} has the negative length ${value}`);
    counts[used++] = value;
    sum += value;
  }
  if (sum !== pixels) throw wrongSum(sum, pixels, subject);
  return counts.subarray(0, used);
}

/** Encodes lengths of runs, each below 2^30, as a compressed string. */
export function encodeCounts(counts: ArrayLike<number>): string {
  let text = '';
  for (let i = 0; i < counts.length; i++) {
    let value = i > 2 ? counts[i] - counts[i - 2] : counts[i];
    let isLast = false;
    while (!isLast) {
      const bits = value & (MORE - 1);
      value >>= 5;
      isLast = (bits & SIGN) === 0 ? value === 0 : value === -1;
      text += CHARACTERS[isLast ? bits : bits | MORE];
    }
  }
  return text;
}

/** The lengths of an uncompressed code, checked. @throws {BlemishError} 'input' */
export function checkedCounts(counts: readonly unknown[], pixels: number, subject: string): Uint32Array {
  const checked = new Uint32Array(counts.length);
  let sum = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > pixels) {
      throw refusedAnnotation(subject, `Run ${i} has the length ${shown(count)}`);
    }
    checked[i] = count;
    sum += count;
  }
  if (sum !== pixels) throw wrongSum(sum, pixels, subject);
  return checked;
}

const CHARACTERS = Array.from({ length: 2 * MORE }, (_, bits) => String.fromCharCode(bits + OFFSET));

function badString(text: string, end: number, subject: string): BlemishError {
  const problem =
    end > text.length
      ? 'The run-length string ends within a length'
      : `The run-length string has "${text.charAt(end - 1)}" at character ${end}, which it cannot have`;
  return refusedAnnotation(subject, problem);
}

function wrongSum(sum: number, pixels: number, subject: string): BlemishError {
  return refusedAnnotation(subject, `The runs sum to ${sum} px, its image has ${pixels} px`);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) as string | undefined)?.slice(0, 40) ?? String(value);
}

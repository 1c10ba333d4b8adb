import { BlemishError } from '../../domain/errors.ts';
import { IGNORE, type LabelMap } from '../../mask/label-map.ts';
import { requireSameSize } from '../same-size.ts';

/** A pattern is a bit per person, and has to stay above 0. */
const MOST_PEOPLE = 31;
const IGNORED = -1;

/** Pixels by who marked them: bit j of the key is set where person j did. They add up over images. */
export type MarkingCounts = ReadonlyMap<number, number>;

/**
 * Per pixel: bit j is set where person j marked the class; -1 where anybody ignores it.
 * Throws for fewer than two or more than 31 maps, or maps of different sizes.
 */
export function markingPatterns(labelMaps: readonly LabelMap[], classId: number): Int32Array {
  if (labelMaps.length < 2 || labelMaps.length > MOST_PEOPLE) {
    throw new BlemishError('input', {
      problem: `a consensus of ${labelMaps.length} label maps was asked for`,
      remedy: `Give the label maps of 2 to ${MOST_PEOPLE} people`,
    });
  }
  for (const labelMap of labelMaps) requireSameSize(labelMaps[0], labelMap);
  const patterns = new Int32Array(labelMaps[0].data.length);
  for (const [person, { data }] of labelMaps.entries()) {
    for (let i = 0; i < data.length; i++) {
      if (data[i] === IGNORE) patterns[i] = IGNORED;
      else if (data[i] === classId) patterns[i] |= 1 << person;
    }
  }
  return patterns;
}

export function countPatterns(patternAt: Int32Array): MarkingCounts {
  const counts = new Map<number, number>();
  for (const bits of patternAt) if (bits !== IGNORED) counts.set(bits, (counts.get(bits) ?? 0) + 1);
  return counts;
}

export function addMarkings(a: MarkingCounts, b: MarkingCounts): MarkingCounts {
  const sum = new Map(a);
  for (const [bits, pixels] of b) sum.set(bits, (sum.get(bits) ?? 0) + pixels);
  return sum;
}

import type { LabelMap } from '../../mask/label-map.ts';
import { type MarkingCounts, countPatterns, markingPatterns } from './marking-patterns.ts';

/** How one person labels, judged by the consensus of all. */
export interface Performance {
  /** Share of the class that they mark, 0..1; null when the consensus holds nothing of the class. */
  readonly sensitivity: number | null;
  /** Share of the rest that they leave unmarked, 0..1; null when the consensus holds nothing else. */
  readonly specificity: number | null;
}

/** How well each of several people labels, judged by the consensus of all; in the order of their label maps. */
export interface PeoplesPerformance {
  readonly people: readonly Performance[];
  /** Rounds it took; `MOST_ROUNDS` where it had not settled. */
  readonly rounds: number;
}

export interface Consensus extends PeoplesPerformance {
  /** `width * height`: how probably each pixel is of the class, 0..1; 0 where anybody ignores it. */
  readonly probability: Float64Array;
}

export const MOST_ROUNDS = 1000;

/**
 * What several people's label maps of one image say together about one class: each counts as much as they agree with
 * the consensus, which is found along with how well each of them labels (expectation maximisation).
 * Warfield, Zou and Wells, "Simultaneous Truth and Performance Level Estimation (STAPLE)", IEEE Transactions on
 * Medical Imaging 23, 2004; the prior is the share of marks, as there in section II-C.
 * Throws for fewer than two or more than 31 maps, or maps of different sizes.
 */
export function staple(labelMaps: readonly LabelMap[], classId: number): Consensus {
  const patternAt = markingPatterns(labelMaps, classId);
  const patterns = asPatterns(countPatterns(patternAt), labelMaps.length);
  const { belief, people, rounds } = maximise(patterns, labelMaps.length);
  const probabilityOf = new Map(patterns.map(({ bits }, index) => [bits, belief[index]]));
  return {
    probability: Float64Array.from(patternAt, (bits) => probabilityOf.get(bits) ?? 0),
    people,
    rounds,
  };
}

/** The same of a set of images, from what their markings add up to. */
export function performanceOf(counts: MarkingCounts, people: number): PeoplesPerformance {
  const estimation = maximise(asPatterns(counts, people), people);
  return { people: estimation.people, rounds: estimation.rounds };
}

/** Pixels marked by the same people are all alike, so that the work does not grow with the image. */
interface Pattern {
  readonly bits: number;
  readonly marks: readonly boolean[];
  readonly pixels: number;
}

/** In one order whatever order the images came in. */
function asPatterns(counts: MarkingCounts, people: number): Pattern[] {
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bits, pixels]) => ({
      bits,
      marks: Array.from({ length: people }, (_, person) => ((bits >> person) & 1) === 1),
      pixels,
    }));
}

interface Estimation {
  /** By pattern: the probability that it is of the class. */
  readonly belief: readonly number[];
  readonly people: readonly Performance[];
  readonly rounds: number;
}

function maximise(patterns: readonly Pattern[], count: number): Estimation {
  const prior = shareOfMarks(patterns, count);
  let people: Performance[] = Array.from({ length: count }, () => ALMOST_PERFECT);
  let belief = patterns.map(({ marks }) => probabilityOfClass(marks, people, prior));
  for (let rounds = 1; ; rounds++) {
    people = people.map((_, person) => performance(patterns, belief, person));
    const next = patterns.map(({ marks }) => probabilityOfClass(marks, people, prior));
    const hasSettled = next.every((value, index) => Math.abs(value - belief[index]) < SETTLED);
    belief = next;
    if (hasSettled || rounds === MOST_ROUNDS) return { belief, people, rounds };
  }
}

const ALMOST_PERFECT: Performance = { sensitivity: 0.99999, specificity: 0.99999 };
const SETTLED = 1e-12;

/** Of all people's decisions about all pixels. */
function shareOfMarks(patterns: readonly Pattern[], people: number): number {
  let [marked, pixels] = [0, 0];
  for (const pattern of patterns) {
    marked += pattern.pixels * pattern.marks.filter(Boolean).length;
    pixels += pattern.pixels;
  }
  return marked / Math.max(1, pixels * people);
}

/** The expectation step, by Bayes' rule. */
function probabilityOfClass(
  marks: readonly boolean[],
  people: readonly Performance[],
  prior: number,
): number {
  let [ofClass, ofOthers] = [prior, 1 - prior];
  for (const [person, { sensitivity, specificity }] of people.entries()) {
    if (sensitivity !== null) ofClass *= marks[person] ? sensitivity : 1 - sensitivity;
    if (specificity !== null) ofOthers *= marks[person] ? 1 - specificity : specificity;
  }
  return ofClass === 0 ? 0 : ofClass / (ofClass + ofOthers);
}

/** The maximisation step. */
function performance(patterns: readonly Pattern[], belief: readonly number[], person: number): Performance {
  let [marked, ofClass, unmarked, ofOthers] = [0, 0, 0, 0];
  for (const [index, { marks, pixels }] of patterns.entries()) {
    ofClass += belief[index] * pixels;
    ofOthers += (1 - belief[index]) * pixels;
    if (marks[person]) marked += belief[index] * pixels;
    else unmarked += (1 - belief[index]) * pixels;
  }
  return {
    sensitivity: ofClass === 0 ? null : marked / ofClass,
    specificity: ofOthers === 0 ? null : unmarked / ofOthers,
  };
}

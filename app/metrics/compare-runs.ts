import { BlemishError } from '../domain/errors.ts';
import { type ConfusionMatrix, addConfusions, emptyConfusion } from './confusion.ts';
import type { IndependentUnit } from './intervals/estimate.ts';
import { holmAdjusted } from './intervals/holm.ts';
import { type Difference, type PairedCluster, pairedBootstrap } from './intervals/paired-bootstrap.ts';
import { type Outcome, countOutcomes, either } from './outcomes.ts';
import { defectIou, meanIou } from './overlap.ts';
import { ratio } from './ratio.ts';
import type { ImageCounts } from './score-partial.ts';
import { type Views, clustersOf, partsOf, unitOf } from './set-intervals.ts';

/** What a difference means once chance is taken into account. */
export type Verdict = 'better' | 'worse' | 'no difference shown' | 'cannot be told';

export interface ComparedScore extends Difference {
  readonly name: ComparedName;
  readonly better: 'higher' | 'lower';
  /** After Holm over all scores compared; null where there is no p-value. */
  readonly adjustedPValue: number | null;
  /** Of the second run. */
  readonly verdict: Verdict;
}

export interface RunComparison {
  /** What was drawn for both runs at once, and how many of it. */
  readonly unit: IndependentUnit;
  readonly n: number;
  readonly scores: readonly ComparedScore[];
}

/** The chance of calling any of the differences real where none is. */
export const FALSE_ALARM_LEVEL = 0.05;

/**
 * Two runs on the same images: paired bootstrap over parts or lots, the p-values adjusted after Holm.
 * Throws when the runs were not scored on the same images.
 * @param uniform a source of numbers in [0, 1)
 */
export function compareRuns(
  first: readonly ImageCounts[],
  second: readonly ImageCounts[],
  uniform: () => number,
): RunComparison {
  const clusters = pairs(first, second);
  const unit = unitOf(first);
  const scores = COMPARED.map(({ name, better, of }) => ({
    name,
    better,
    ...pairedBootstrap(clusters, of, { unit, uniform }),
  }));
  const told = scores.filter(({ pValue }) => pValue !== null);
  const adjusted = holmAdjusted(told.map(({ pValue }) => pValue ?? 1));
  return {
    unit,
    n: clusters.length,
    scores: scores.map((score) => {
      const place = told.indexOf(score);
      const adjustedPValue = place < 0 ? null : adjusted[place];
      return { ...score, adjustedPValue, verdict: verdictOf(score, adjustedPValue) };
    }),
  };
}

/** What a part adds to every score that is compared. */
interface PartCounts {
  readonly confusion: ConfusionMatrix;
  readonly outcome: Outcome;
  readonly images: number;
  readonly truths: number;
  readonly found: number;
  readonly falseCalls: number;
}

type ComparedName =
  | 'mean IoU'
  | 'defect IoU'
  | 'instance detection rate'
  | 'false calls per image'
  | 'escape rate'
  | 'unlocated rate'
  | 'overkill rate';

interface Compared {
  readonly name: ComparedName;
  readonly better: 'higher' | 'lower';
  readonly of: (parts: readonly PartCounts[]) => number | null;
}

const COMPARED: readonly Compared[] = [
  { name: 'mean IoU', better: 'higher', of: (parts) => meanIou(confusionOf(parts)) },
  { name: 'defect IoU', better: 'higher', of: (parts) => defectIou(confusionOf(parts)) },
  {
    name: 'instance detection rate',
    better: 'higher',
    of: (parts) => ratio(total(parts, 'found'), total(parts, 'truths')),
  },
  {
    name: 'false calls per image',
    better: 'lower',
    of: (parts) => ratio(total(parts, 'falseCalls'), total(parts, 'images')),
  },
  {
    name: 'escape rate',
    better: 'lower',
    of: (parts) => {
      const { escapes, defective } = countOutcomes(parts.map(({ outcome }) => outcome));
      return ratio(escapes, defective);
    },
  },
  {
    name: 'unlocated rate',
    better: 'lower',
    of: (parts) => {
      const { unlocated, defective } = countOutcomes(parts.map(({ outcome }) => outcome));
      return ratio(unlocated, defective);
    },
  },
  {
    name: 'overkill rate',
    better: 'lower',
    of: (parts) => {
      const { overkill, good } = countOutcomes(parts.map(({ outcome }) => outcome));
      return ratio(overkill, good);
    },
  },
];

function pairs(first: readonly ImageCounts[], second: readonly ImageCounts[]): PairedCluster<PartCounts>[] {
  const secondOf = new Map(second.map((image) => [image.image, image]));
  const isPaired = first.length === second.length && first.every(({ image }) => secondOf.has(image));
  if (!isPaired) {
    throw new BlemishError('input', {
      problem: 'the two runs were not scored on the same images',
      remedy: 'Score both on one subset of one split file',
    });
  }
  const inOrder = first.toSorted((a, b) => (a.image < b.image ? -1 : 1));
  return clustersOf(partsOf(inOrder)).map((parts) => ({
    first: parts.map(countPart),
    second: parts.map((views) =>
      countPart(views.map(({ image }) => secondOf.get(image)).filter((image) => image !== undefined)),
    ),
  }));
}

function countPart(views: Views): PartCounts {
  const counts = views.flatMap(({ detections }) => detections);
  const sum = (key: 'truths' | 'found' | 'falseCalls'): number =>
    counts.flatMap((count) => count[key]).reduce((all, count) => all + count, 0);
  return {
    confusion: views.map(({ confusion }) => confusion).reduce(addConfusions),
    outcome: views.map(({ outcome }) => outcome).reduce(either),
    images: views.length,
    truths: sum('truths'),
    found: sum('found'),
    falseCalls: sum('falseCalls'),
  };
}

function confusionOf(parts: readonly PartCounts[]): ConfusionMatrix {
  const none = emptyConfusion(parts.at(0)?.confusion.numClasses ?? 0);
  return parts.map(({ confusion }) => confusion).reduce(addConfusions, none);
}

function total(parts: readonly PartCounts[], key: 'images' | 'truths' | 'found' | 'falseCalls'): number {
  return parts.reduce((sum, part) => sum + part[key], 0);
}

function verdictOf(
  { better, difference }: Pick<ComparedScore, 'better' | 'difference'>,
  adjustedPValue: number | null,
): Verdict {
  if (adjustedPValue === null || difference.value === null) return 'cannot be told';
  if (adjustedPValue > FALSE_ALARM_LEVEL) return 'no difference shown';
  return difference.value > 0 === (better === 'higher') ? 'better' : 'worse';
}

import { BACKGROUND, type LabelMap } from '../../app/mask/label-map.ts';
import { requireSameSize } from '../../app/metrics/same-size.ts';
import { DEFECT_KINDS } from './defect-kinds.ts';
import type { DefectRecord } from './record-defects.ts';
import type { SurfacePicture } from './surface-picture.ts';

/** How well one defect was marked, whatever class was given to it. */
export interface DefectOutcome {
  readonly defect: DefectRecord;
  /** Pixels of the defect that were marked. */
  readonly both: number;
  /** Pixels of the defect, and marked background in its neighbourhood. */
  readonly either: number;
}

/** Sums over defects: they add up over pictures. */
export interface DefectTally {
  readonly defects: number;
  /** Of them, those with at least one pixel marked. */
  readonly found: number;
  /** Marked and true, by marked or true, over all pixels; null without defects. */
  readonly iou: number | null;
}

export interface TestSetTally {
  readonly byKind: Readonly<Record<string, DefectTally>>;
  readonly bySize: Readonly<Record<string, DefectTally>>;
  readonly byContrast: Readonly<Record<string, DefectTally>>;
}

/** How far around a defect's box false marks are held against it, px. */
const NEIGHBOURHOOD = 8;

/** Each bin's name and the value where it ends. */
type Bins = readonly (readonly [string, number])[];
/** px. */
const SIZE_BINS: Bins = [
  ['under 8 px', 8],
  ['8 to 24 px', 24],
  ['24 to 80 px', 80],
  ['80 px or more', Infinity],
];
/** Change by noise. */
const CONTRAST_BINS: Bins = [
  ['under 3', 3],
  ['3 to 6', 6],
  ['6 to 12', 12],
  ['12 or more', Infinity],
];

/**
 * Holds a prediction (any class but background is a mark) against each defect of a picture. A mark on another
 * defect counts there alone.
 *
 * @throws {BlemishError} where prediction and picture differ in size.
 */
export function judgeDefects(picture: SurfacePicture, prediction: LabelMap): DefectOutcome[] {
  requireSameSize(picture.labels, prediction);
  const { instances, defects } = picture;
  const boxes = boxesOf(picture);
  const { width } = prediction;
  return defects.map((defect, index) => {
    const { left, top, right, bottom } = boxes[index];
    let both = 0;
    let either = 0;
    for (let y = top; y <= bottom; y++)
      for (let x = left; x <= right; x++) {
        const at = y * width + x;
        const isMarked = prediction.data[at] !== BACKGROUND;
        const isDefect = instances[at] === index + 1;
        if (isDefect && isMarked) both += 1;
        if (isDefect || (isMarked && instances[at] === 0)) either += 1;
      }
    return { defect, both, either };
  });
}

export function tallyDefects(outcomes: readonly DefectOutcome[]): TestSetTally {
  const tallies = (names: readonly string[], nameOf: (defect: DefectRecord) => string) =>
    Object.fromEntries(
      names.map((name) => [name, tally(outcomes.filter(({ defect }) => nameOf(defect) === name))]),
    );
  return {
    byKind: tallies(DEFECT_KINDS, ({ kind }) => kind),
    bySize: tallies(namesOf(SIZE_BINS), ({ size }) => binOf(size, SIZE_BINS)),
    byContrast: tallies(namesOf(CONTRAST_BINS), ({ contrastToNoise }) =>
      binOf(contrastToNoise, CONTRAST_BINS),
    ),
  };
}

function tally(outcomes: readonly DefectOutcome[]): DefectTally {
  const sum = (valueOf: (outcome: DefectOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + valueOf(outcome), 0);
  return {
    defects: outcomes.length,
    found: sum(({ both }) => (both > 0 ? 1 : 0)),
    iou: outcomes.length === 0 ? null : sum(({ both }) => both) / sum(({ either }) => either),
  };
}

function namesOf(bins: Bins): string[] {
  return bins.map(([name]) => name);
}

function binOf(value: number, bins: Bins): string {
  return bins[bins.findIndex(([, end]) => value < end)][0];
}

/** Each defect's neighbourhood, cut at the picture's border; `right` and `bottom` belong to it. */
function boxesOf({ instances, defects, labels: { width, height } }: SurfacePicture) {
  const boxes = defects.map(() => ({ left: width, top: height, right: -1, bottom: -1 }));
  for (let at = 0; at < instances.length; at++) {
    if (instances[at] === 0) continue;
    const box = boxes[instances[at] - 1];
    const x = at % width;
    const y = Math.floor(at / width);
    box.left = Math.min(box.left, Math.max(0, x - NEIGHBOURHOOD));
    box.top = Math.min(box.top, Math.max(0, y - NEIGHBOURHOOD));
    box.right = Math.max(box.right, Math.min(width - 1, x + NEIGHBOURHOOD));
    box.bottom = Math.max(box.bottom, Math.min(height - 1, y + NEIGHBOURHOOD));
  }
  return boxes;
}

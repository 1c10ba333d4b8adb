import { BACKGROUND, IGNORE, type LabelMap } from '../mask/label-map.ts';
import { requireSameSize } from './same-size.ts';

/** What inspection did with an image, or with a part seen in several. */
export interface Outcome {
  /** The truth shows a defect. */
  readonly defective: boolean;
  /** The prediction shows one. */
  readonly rejected: boolean;
  /** They share a pixel. */
  readonly touched: boolean;
}

export interface OutcomeCounts {
  readonly defective: number;
  /** Defective, yet passed. */
  readonly escapes: number;
  /** Defective and rejected, yet no true defect touched. */
  readonly unlocated: number;
  readonly good: number;
  /** Good, yet rejected. */
  readonly overkill: number;
}

/**
 * The outcome of one image, its prediction painted at the operating point. Any class counts as a defect, pixels
 * whose truth is 255 count nowhere. Throws when the sizes differ.
 */
export function imageOutcome(truth: LabelMap, prediction: LabelMap): Outcome {
  requireSameSize(truth, prediction);
  let defective = false;
  let rejected = false;
  let touched = false;
  for (let i = 0; i < truth.data.length; i++) {
    if (truth.data[i] === IGNORE) continue;
    const isDefect = truth.data[i] !== BACKGROUND;
    const isPredicted = prediction.data[i] !== BACKGROUND;
    defective ||= isDefect;
    rejected ||= isPredicted;
    touched ||= isDefect && isPredicted;
  }
  return { defective, rejected, touched };
}

export function countOutcomes(outcomes: readonly Outcome[]): OutcomeCounts {
  const defective = outcomes.filter((outcome) => outcome.defective);
  const good = outcomes.filter((outcome) => !outcome.defective);
  return {
    defective: defective.length,
    escapes: defective.filter(({ rejected }) => !rejected).length,
    unlocated: defective.filter(({ rejected, touched }) => rejected && !touched).length,
    good: good.length,
    overkill: good.filter(({ rejected }) => rejected).length,
  };
}

/** Of two views of a part, or by two rules: a part is what any of its images is by any rule. */
export function either(a: Outcome, b: Outcome): Outcome {
  return {
    defective: a.defective || b.defective,
    rejected: a.rejected || b.rejected,
    touched: a.touched || b.touched,
  };
}

// Scores are sums of what images counted: in whatever order and groups they add up, and when one of them changes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelMap } from '../mask/label-map.ts';
import { labelMaps } from '../mask/label-map.testing.ts';
import { compareRuns } from './compare-runs.ts';
import { missedDefectGuarantees } from './guarantees/missed-defect-guarantees.ts';
import type { ClassProbabilities } from './operating-point.ts';
import { RunningTotal } from './running-total.ts';
import { type ScorePartial, addPartials, emptyPartial, measureImage } from './score-partial.ts';
import type { ScoreSettings } from './score-settings.ts';
import { scoreSet } from './scores.ts';

/** Everything that an evaluation may ask for. */
const settings: ScoreSettings = {
  classNames: ['background', 'crack', 'hole'],
  tolerancePx: 1,
  scale: { pxPerMmX: 2, pxPerMmY: 3 },
  ignoreBandPx: 1,
  bridges: new Map([[1, 1.2]]),
  size: 'area',
  sizeEdges: [0.5],
  acceptance: {
    rules: [
      {
        name: 'no large hole in the zone',
        classes: [2],
        zones: ['left'],
        unit: 'mm',
        largerThan: 0.3,
        maxCount: 0,
      },
      { name: 'cracks apart', classes: [1], severityFrom: 1, unit: 'mm', minDistance: 2 },
    ],
    severities: new Map([[1, 2]]),
    zoneNames: ['left'],
  },
  reviewBand: { reviewFrom: 0.4, ngFrom: 0.7 },
  line: { ngRate: 0.02, costs: { escape: 100, overkill: 5, review: 1 } },
};

/** Six images of three parts of two lots. */
const images = labelMaps(12, [0, 0, 0, 1, 2, 255]).map((maps) =>
  Array.from({ length: 6 }, (_, i) => measured(i, maps[2 * i], maps[2 * i + 1])),
);

const SAME_DRAWS = (): (() => number) => {
  let state = 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
};

test('images score the same in any order and grouping', () => {
  const orders = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 });
  fc.assert(
    fc.property(images, orders, fc.integer({ min: 0, max: 6 }), (counted, order, cut) => {
      const shuffled = order.map((i) => counted[i]);
      const workers = [shuffled.slice(0, cut), shuffled.slice(cut)].map(total);
      expectSame(workers.reduce(addPartials), total(counted));
    }),
    { numRuns: 8 },
  );
});

test('one image counted anew, or gone: as if all were counted again', () => {
  fc.assert(
    fc.property(images, images, fc.integer({ min: 0, max: 5 }), (before, after, changed) => {
      const running = new RunningTotal(emptyPartial(settings), addPartials);
      for (const [i, partial] of before.entries()) running.set(String(i), partial);
      running.set(String(changed), after[changed]);
      expectSame(running.total, total(before.with(changed, after[changed])));
      running.delete(String(changed));
      expectSame(running.total, total(before.toSpliced(changed, 1)));
    }),
    { numRuns: 8 },
  );
});

/** Sums of lengths differ in their last bits, and nothing else does. */
function expectSame(set: ScorePartial, expected: ScorePartial): void {
  expect(rounded(scoresOf(set))).toEqual(rounded(scoresOf(expected)));
}

function scoresOf(set: ScorePartial): object {
  return {
    scores: scoreSet(set, settings, SAME_DRAWS()),
    guarantees: missedDefectGuarantees(set, set, 0.5, settings, SAME_DRAWS()),
    comparison: compareRuns(set.images, set.images, SAME_DRAWS()),
  };
}

function rounded(value: object): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, held: unknown) =>
      typeof held === 'number' && Number.isFinite(held) ? Number(held.toPrecision(9)) : held,
    ),
  );
}

function total(partials: readonly ScorePartial[]): ScorePartial {
  return partials.reduce(addPartials, emptyPartial(settings));
}

function measured(index: number, truth: LabelMap, prediction: LabelMap): ScorePartial {
  return measureImage(
    {
      image: `image ${index}`,
      part: `part ${Math.floor(index / 2)}`,
      lot: `lot ${Math.floor(index / 4)}`,
      truth,
      probabilities: probabilitiesOf(prediction),
      zones: Uint8Array.from(truth.data, (_, i) => (i % truth.width < truth.width / 2 ? 1 : 0)),
    },
    settings,
  );
}

/** 0.75 for cracks, 0.5 for holes, and less for what is ignored. */
function probabilitiesOf({ width, height, data }: LabelMap): ClassProbabilities {
  const certainty = new Map([
    [1, [0.25, 0.75, 0]],
    [2, [0.5, 0, 0.5]],
    [255, [0.65, 0.35, 0]],
  ]);
  const planes = [0, 1, 2].map((classId) =>
    Array.from(data, (id) => (certainty.get(id) ?? [1, 0, 0])[classId]),
  );
  return { numClasses: 3, width, height, data: Float32Array.from(planes.flat()) };
}

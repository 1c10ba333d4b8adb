import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelMap } from '../mask/label-map.ts';
import { drawn, labelMaps } from '../mask/label-map.testing.ts';
import type { ClassProbabilities } from './operating-point.ts';
import { RunningTotal } from './running-total.ts';
import { type ScorePartial, addPartials, emptyPartial, measureImage } from './score-partial.ts';
import type { ScoreSettings } from './score-settings.ts';
import { scoreSet } from './scores.ts';

const settings: ScoreSettings = { classNames: ['background', 'crack', 'hole'], tolerancePx: 1 };
const half = (): number => 0.5;

test('a set of three images of two parts', () => {
  const set = total([
    measured(drawn('11..', '....'), drawn('....', '11..'), 'left'),
    measured(drawn('11..', '....'), drawn('11..', '....'), 'left'),
    measured(drawn('....', '....'), drawn('....', '...1'), 'right'),
  ]);
  const scores = scoreSet(set, settings, half);
  expect(scores).toMatchObject({
    meanIou: (17 / 22 + 2 / 7) / 2,
    defectIou: 2 / 7,
    foregroundIou: 2 / 7,
    pixelAccuracy: 19 / 24,
    iou: { background: 17 / 22, crack: 2 / 7, hole: null },
    dice: { background: 34 / 39, crack: 4 / 9, hole: null },
    accuracy: { background: 17 / 20, crack: 1 / 2, hole: null },
    tolerancePx: 1,
    images: { defective: 2, escapes: 0, unlocated: 1, good: 1, overkill: 1 },
    parts: {
      defective: 1,
      escapes: 0,
      unlocated: 0,
      good: 1,
      overkill: 1,
      escapeRate: { value: 0, low: 0, high: expect.closeTo(0.975, 12) as number, n: 1, unit: 'part' },
      overkillRate: { value: 1, low: expect.closeTo(0.025, 12) as number, high: 1, n: 1, unit: 'part' },
    },
  });
  expect(scores.boundaryTolerant).toEqual({
    background: { boundaryTolerantIou: 1, strictIou: 17 / 22, areaRatio: 19 / 20 },
    crack: { boundaryTolerantIou: 6 / 7, strictIou: 2 / 7, areaRatio: 5 / 4 },
    hole: { boundaryTolerantIou: null, strictIou: null, areaRatio: null },
  });
});

test('instances, pictures and pixels of the same set', () => {
  const set = total([
    measured(drawn('11..', '....'), drawn('....', '11..'), 'left'),
    measured(drawn('11..', '....'), drawn('11..', '....'), 'left'),
    measured(drawn('....', '....'), drawn('....', '...1'), 'right'),
  ]);
  const { classes, overall, images, parts } = scoreSet(set, settings, half);
  // Of two cracks one is found; the shifted one and the good picture's are false calls.
  expect(classes.crack.instances).toMatchObject({
    truths: 2,
    found: 1,
    falseCalls: 2,
    falseCallsPerImage: 2 / 3,
    falseCallsPerM2: null,
    panopticQuality: 1 / (1 + 1 / 2 + 2 / 2),
  });
  expect(classes.crack.detectionRates.all).toMatchObject({ value: 1 / 2, n: 1, unit: 'part', low: null });
  expect(classes.crack.brief).toEqual({
    boundaryTolerantIou: 6 / 7,
    instanceDetectionRate: 1 / 2,
    boundaryAccuracy: classes.crack.boundaries.boundaryAccuracy,
  });
  // Of 4 true pixels 2 are called, of 20 others 3.
  expect(classes.crack.pixels.auroc).toBeCloseTo((2 * 17 + (2 * 3 + 2 * 17) / 2) / 80, 12);
  expect(classes.crack.detectionProbability).toMatchObject({ status: 'refused', n: 2, hits: 1 });
  expect(classes.hole.instances.instanceDetectionRate).toBeNull();
  expect(overall.instances.found).toBe(1);
  // Every picture has an instance of p = 1, so the score tells nothing apart.
  expect([images.auroc, parts.auroc]).toEqual([1 / 2, 1 / 2]);
});

test('a scale puts lengths in mm and false calls over m2', () => {
  const inMm = { ...settings, scale: { pxPerMmX: 10, pxPerMmY: 10 } };
  const set = measureImage(
    { truth: drawn('1...', '..#.'), probabilities: certain(drawn('...1', '..1.')), part: null },
    inMm,
  );
  const { classes } = scoreSet(set, inMm, half);
  expect(set.extent.areaMm2).toBeCloseTo(0.07, 12);
  expect(classes.crack.instances.falseCallsPerM2).toBeCloseTo(1e6 / 0.07, 3);
  expect(classes.crack.boundaries.boundaryAccuracy).toBeCloseTo(0.25, 1);
  expect(classes.crack.detectionProbability).toMatchObject({ sizeUnit: 'mm', n: 1, hits: 0 });
});

test('an empty set has no score', () => {
  const scores = scoreSet(emptyPartial(settings), settings, half);
  expect(scores).toMatchObject({ meanIou: null, defectIou: null, iou: { background: null, crack: null } });
  expect(scores.parts.escapeRate).toMatchObject({ value: null, low: 0, high: 1 });
  expect(scores.overall.instances).toMatchObject({ averagePrecision: null, falseCallsPerImage: null });
});

test('one image scored anew: the running total scores as the set counted again', () => {
  fc.assert(
    fc.property(labelMaps(6, [0, 0, 1, 2]), ([a, b, c, d, e, f]) => {
      const running = new RunningTotal(emptyPartial(settings), addPartials);
      running.set('first', measured(a, b, 'left'));
      running.set('second', measured(c, d, 'right'));
      running.set('first', measured(e, f, 'left'));
      const again = total([measured(e, f, 'left'), measured(c, d, 'right')]);
      expect(scoreSet(running.total, settings, half)).toEqual(scoreSet(again, settings, half));
    }),
    { numRuns: 10 },
  );
});

function measured(truth: LabelMap, prediction: LabelMap, part: string | null): ScorePartial {
  return measureImage({ truth, probabilities: certain(prediction), part }, settings);
}

function total(images: readonly ScorePartial[]): ScorePartial {
  return images.reduce(addPartials, emptyPartial(settings));
}

/** Probability 1 of each pixel's class. */
function certain({ width, height, data }: LabelMap): ClassProbabilities {
  const numClasses = settings.classNames.length;
  const planes = Array.from({ length: numClasses }, (_, classId) =>
    [...data].map((id) => (id === classId ? 1 : 0)),
  );
  return { numClasses, width, height, data: Float32Array.from(planes.flat()) };
}

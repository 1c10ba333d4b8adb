// What every score makes of input that is degenerate or wrong: the list in docs/metrics.md.
import { expect, test } from 'vitest';
import type { LabelMap } from '../mask/label-map.ts';
import { drawn } from '../mask/label-map.testing.ts';
import type { ClassProbabilities } from './operating-point.ts';
import { measureImage } from './score-partial.ts';
import type { ScoreSettings } from './score-settings.ts';
import { type Scores, scoreSet } from './scores.ts';

const settings: ScoreSettings = { classNames: ['background', 'crack', 'hole'], tolerancePx: 1 };
const EMPTY = drawn('...', '...', '...');
const FULL = drawn('111', '111', '111');
const ONE = drawn('...', '.1.', '...');
const NO_LENGTHS = { boundaryAccuracy: null, hausdorff95: null };

test('empty against empty: nothing to score, a good picture passed', () => {
  const { overall, pixelAccuracy, images } = scored(EMPTY, EMPTY);
  expect(pixelAccuracy).toBe(1);
  expect(overall.boundaries).toMatchObject({ strictIou: null, boundaryIou: null, ...NO_LENGTHS });
  expect(overall.instances).toMatchObject({
    instanceDetectionRate: null,
    averagePrecision: null,
    falseCalls: 0,
  });
  expect(overall.detectionProbability).toMatchObject({ status: 'refused', n: 0 });
  expect(images).toMatchObject({ defective: 0, good: 1, overkill: 0, auroc: null, roc: null });
});

test('empty against full, and full against empty: a score of 0 without a distance', () => {
  const falseCall = scored(EMPTY, FULL);
  expect(falseCall.classes['crack'].boundaries).toMatchObject({
    strictIou: 0,
    areaRatio: null,
    ...NO_LENGTHS,
  });
  expect(falseCall.classes['crack'].instances).toMatchObject({ falseCalls: 1, instanceDetectionRate: null });
  expect(falseCall.images).toMatchObject({ good: 1, overkill: 1 });
  const missed = scored(FULL, EMPTY);
  expect(missed.classes['crack'].boundaries).toMatchObject({ strictIou: 0, areaRatio: 0, ...NO_LENGTHS });
  expect(missed.classes['crack'].boundaries.unmatchedLength).toBeGreaterThan(0);
  expect(missed.classes['crack'].instances).toMatchObject({ falseCalls: 0, instanceDetectionRate: 0 });
  expect(missed.images).toMatchObject({ defective: 1, escapes: 1 });
});

test('a class in one map only scores 0, one in neither nothing', () => {
  const { iou, classes, images } = scored(ONE, drawn('...', '.2.', '...'));
  expect(iou).toMatchObject({ crack: 0, hole: 0 });
  expect(classes['hole'].boundaries.strictIou).toBe(0);
  expect(scored(ONE, ONE).iou['hole']).toBeNull();
  // It was rejected for the right place, whatever it was called.
  expect(images).toMatchObject({ defective: 1, escapes: 0, unlocated: 0 });
});

test('everything ignored: nothing to score, a good picture passed', () => {
  const { iou, pixelAccuracy, overall, images } = scored(drawn('###', '###', '###'), FULL);
  expect([pixelAccuracy, iou['background'], iou['crack']]).toEqual([null, null, null]);
  expect(overall.instances).toMatchObject({ truths: 0, falseCalls: 0 });
  expect(overall.pixels).toEqual({ averagePrecision: null, auroc: null });
  expect(images).toMatchObject({ defective: 0, good: 1, overkill: 0 });
});

test.each([
  ['one pixel', ONE],
  ['one pixel that is all of the picture', drawn('1')],
  ['a defect along every edge', drawn('111', '1.1', '111')],
  ['a defect that is all of the picture', FULL],
])('%s agrees with itself in every score', (_, map) => {
  const { classes, images } = scored(map, map);
  expect(classes['crack'].boundaries).toMatchObject({
    strictIou: 1,
    boundaryIou: 1,
    boundaryAccuracy: 0,
    hausdorff95: 0,
    errors: { missed: 0, spurious: 0, position: 0, tooLarge: 0, tooSmall: 0 },
  });
  expect(classes['crack'].boundaries.f.every((share) => share === 1)).toBe(true);
  expect(classes['crack'].instances).toMatchObject({
    truths: 1,
    found: 1,
    falseCalls: 0,
    panopticQuality: 1,
  });
  expect(images).toMatchObject({ defective: 1, escapes: 0, unlocated: 0 });
});

test('100,000 specks are scored', () => {
  const [width, height] = [1000, 400];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 2) for (let x = 0; x < width; x += 2) data[y * width + x] = 1;
  const { classes } = scored({ width, height, data }, { width, height, data });
  expect(classes['crack'].instances).toMatchObject({ truths: 100_000, found: 100_000, panopticQuality: 1 });
  expect(classes['crack'].operatingMap.detectionRate[0][0]).toBe(1);
  expect(classes['crack'].detectionProbability).toMatchObject({ status: 'refused', reason: 'all hit' });
}, 120_000);

test('maps of different sizes are refused', () => {
  expect(() => scored(EMPTY, drawn('...'))).toThrow('the prediction is 3x1 px, its truth 3x3 px');
});

test.each([NaN, -0.5, 1.5])(
  'a counted probability of %d is refused, an ignored one not looked at',
  (wrong) => {
    const probabilities = certain(ONE);
    probabilities.data[9] = wrong;
    const truth = drawn('#..', '.1.', '...');
    expect(() => scoredWith(ONE, probabilities)).toThrow(`a probability of class 1 is ${wrong}`);
    expect(scoredWith(truth, probabilities).iou['crack']).toBe(1);
  },
);

test.each([0, -1, NaN, Infinity])('a scale of %d px per mm is refused', (pxPerMmX) => {
  const inMm = { ...settings, scale: { pxPerMmX, pxPerMmY: 10 } };
  expect(() => scoredWith(ONE, certain(ONE), inMm)).toThrow('a pixel cannot measure');
});

function scored(truth: LabelMap, prediction: LabelMap): Scores {
  return scoredWith(truth, certain(prediction));
}

function scoredWith(truth: LabelMap, probabilities: ClassProbabilities, by = settings): Scores {
  const image = { image: 'image', part: null, lot: null, truth, probabilities, zones: null };
  return scoreSet(measureImage(image, by), by, () => 0.5);
}

/** Probability 1 of each pixel's class. */
function certain({ width, height, data }: LabelMap): ClassProbabilities {
  const planes = new Float32Array(settings.classNames.length * data.length);
  data.forEach((id, i) => (planes[id * data.length + i] = 1));
  return { numClasses: settings.classNames.length, width, height, data: planes };
}

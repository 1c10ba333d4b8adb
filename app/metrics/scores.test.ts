import { expect, test } from 'vitest';
import type { LabelMap } from '../mask/label-map.ts';
import { drawn } from '../mask/label-map.testing.ts';
import type { ClassProbabilities } from './operating-point.ts';
import {
  type ScorePartial,
  type ScoredImage,
  addPartials,
  emptyPartial,
  measureImage,
} from './score-partial.ts';
import { type ScoreSettings, settingsForScale } from './score-settings.ts';
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

test('each image is measured by its own scale, all of them at one tolerance', () => {
  const coarse: ScoreSettings = { ...settings, scale: { pxPerMmX: 1, pxPerMmY: 1 } };
  const fine = settingsForScale(coarse, { pxPerMmX: 4, pxPerMmY: 4 });
  const measure = (image: string, by: ScoreSettings): ScorePartial =>
    measureImage(
      scored(drawn('1111', '....', '....', '....'), drawn('....', '....', '....', '1111'), { image }),
      by,
    );
  const set = addPartials(measure('coarse', coarse), measure('fine', fine));
  expect(set.extent).toEqual({ images: 2, areaMm2: 16 + 1 });
  expect(set.classes[0].flaws.map(({ size }) => size)).toEqual([4, 1]);
  // 3 px apart: 3 mm in the one, 0.75 mm in the other, which is within 1 mm.
  const { brief } = scoreSet(set, coarse, half).classes.crack;
  expect(brief.boundaryTolerantIou).toBe(8 / 16);
  expect(settingsForScale(settings, { pxPerMmX: 4, pxPerMmY: 4 })).toBe(settings);
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
  const set = measureImage(scored(drawn('1...', '..#.'), drawn('...1', '..1.')), inMm);
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

test('an image whose defect is thinner than the ignore band is defective all the same', () => {
  const banded = { ...settings, ignoreBandPx: 2 };
  const set = measureImage(
    scored(drawn('.....', '11111', '.....'), drawn('.....', '.....', '.....')),
    banded,
  );
  const { images, classes, pixelAccuracy } = scoreSet(set, banded, half);
  expect(images).toMatchObject({ defective: 1, escapes: 1, good: 0 });
  expect(classes.crack.instances).toMatchObject({ truths: 1, found: 0 });
  expect(classes.crack.detectionProbability).toMatchObject({ n: 1, hits: 0 });
  expect(classes.crack.boundaries.strictIou).toBeNull();
  expect(pixelAccuracy).toBeNull();
});

test('the ignore band takes its pixels from pixel scores and from no decision', () => {
  const banded = { ...settings, ignoreBandPx: 1 };
  const truth = drawn('.......', '.11111.', '.11111.', '.11111.', '.......');
  const set = measureImage(
    scored(truth, drawn('.......', '.1.....', '.......', '.......', '.......')),
    banded,
  );
  const { images, iou } = scoreSet(set, banded, half);
  // The one predicted pixel lies on the contour: rejected and touched, though no pixel score sees it.
  expect(images).toMatchObject({ defective: 1, escapes: 0, unlocated: 0 });
  expect(iou['crack']).toBe(0);
});

test('with rules an image is what they say, and its score the highest threshold that rejects it', () => {
  const rule = { name: 'two at most', unit: 'px', maxCount: 2 } as const;
  const ruled = { ...settings, acceptance: { rules: [rule], severities: new Map(), zoneNames: [] } };
  const set = measureImage(scored(drawn('1.1.1.1'), drawn('1.1....')), ruled);
  const { images, rules } = scoreSet(set, ruled, half);
  expect(images).toMatchObject({ defective: 1, escapes: 1 });
  expect(rules['two at most'].parts).toMatchObject({ defective: 1, escapes: 1, escapeRate: { n: 1 } });
  expect(set.images[0].score).toBe(0);
  const three = measureImage(scored(drawn('1.1.1.1'), drawn('1.1.1..')), ruled);
  expect(three.images[0]).toMatchObject({ score: 1, outcome: { rejected: true, touched: true } });
});

test('pieces within the bridge are one instance, labelled and predicted', () => {
  const bridged = { ...settings, bridges: new Map([[1, 2.5]]) };
  const set = measureImage(scored(drawn('1.1..1'), drawn('1.1...')), bridged);
  expect(scoreSet(set, bridged, half).classes.crack.instances).toMatchObject({
    truths: 2,
    found: 1,
    falseCalls: 0,
    averagePrecision: expect.closeTo(51 / 101, 12) as number,
  });
});

test('an image counted twice is refused', () => {
  const set = measured(drawn('1'), drawn('1'), null);
  expect(() => scoreSet(addPartials(set, set), settings, half)).toThrow('this image was counted twice');
});

test('probabilities that are not a number are refused', () => {
  const image = scored(drawn('1.'), drawn('1.'));
  image.probabilities.data[3] = NaN;
  expect(() => measureImage(image, settings)).toThrow('a probability of class 1 is NaN');
});

let count = 0;

function measured(truth: LabelMap, prediction: LabelMap, part: string | null): ScorePartial {
  return measureImage(scored(truth, prediction, { image: `image ${String(count++)}`, part }), settings);
}

function scored(truth: LabelMap, prediction: LabelMap, about: Partial<ScoredImage> = {}): ScoredImage {
  const probabilities = certain(prediction);
  return { image: 'image', part: null, lot: null, zones: null, truth, probabilities, ...about };
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

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelMaps } from '../mask/label-map.testing.ts';
import { IGNORE, type LabelMap } from '../mask/label-map.ts';
import { inspectedRegion } from '../mask/region.ts';
import {
  type DecisionQuality,
  candidatesFor,
  chooseOperatingPoints,
  FEWEST_IMAGES,
  type ImageEvidence,
  imageEvidence,
  type PointChoice,
} from './choose-operating-point.ts';
import { type ClassProbabilities, type OperatingPoint, predictInstances } from './operating-point.ts';
import { countOutcomes, imageOutcome } from './outcomes.ts';

const CURRENT: OperatingPoint = { t0: 0.3, t: 0.5, minAreaPx: 1 };

/** An image of one row: `length` px of a class at a probability, which truth shows or not; all else is background. */
interface Streak {
  readonly classId: number;
  readonly length: number;
  readonly tenths: number;
  readonly isDefect: boolean;
}

const WIDTH = 300;

function evidenceOf(streaks: readonly Streak[], classes = 1): ImageEvidence {
  const truth = new Uint8Array(WIDTH);
  const data = new Float32Array((1 + classes) * WIDTH);
  let start = 0;
  for (const { classId, length, tenths, isDefect } of streaks) {
    data.fill(tenths / 10, classId * WIDTH + start, classId * WIDTH + start + length);
    if (isDefect) truth.fill(classId, start, start + length);
    start += length + 1;
  }
  return imageEvidence(
    { width: WIDTH, height: 1, data: truth },
    { numClasses: 1 + classes, width: WIDTH, height: 1, data },
    candidates(classes),
  );
}

function candidates(classes: number): ReturnType<typeof candidatesFor> {
  return candidatesFor(new Map(Array.from({ length: classes }, (_, index) => [index + 1, CURRENT])));
}

function choose(images: readonly ImageEvidence[], classes = 1): PointChoice {
  const choice = chooseOperatingPoints(images, candidates(classes));
  if (choice === null) throw new Error('there were too few images');
  return choice;
}

const times = (count: number, image: ImageEvidence): ImageEvidence[] =>
  Array<ImageEvidence>(count).fill(image);

describe('one class', () => {
  const defect = (length: number, tenths: number): Streak => ({ classId: 1, length, tenths, isDefect: true });
  const noise = (length: number, tenths: number): Streak => ({ classId: 1, length, tenths, isDefect: false });

  test('small false specks ask for a larger area', () => {
    const images = [...times(5, evidenceOf([defect(30, 7)])), ...times(5, evidenceOf([noise(6, 7)]))];
    const { points, before, after } = choose(images);
    expect(before).toMatchObject({ balancedAccuracy: 0.5, escapes: 0, overkill: 5 });
    expect(after).toMatchObject({ balancedAccuracy: 1, escapes: 0, overkill: 0, iou: 1 });
    expect(points.get(1)?.minAreaPx).toSatisfy((area: number) => area > 6 && area <= 30);
  });

  test('uncertain defects ask for a lower threshold', () => {
    const images = [...times(5, evidenceOf([defect(30, 3.5)])), ...times(5, evidenceOf([noise(30, 1.5)]))];
    const { points, after } = choose(images);
    expect(after).toMatchObject({ balancedAccuracy: 1, escapes: 0, overkill: 0, iou: 1 });
    expect(points.get(1)?.t).toBe(0.3);
  });

  test('an escape weighs more than an overkill where accuracy is the same', () => {
    const alike = evidenceOf([defect(30, 4)]);
    const images = [
      ...times(5, alike),
      ...times(4, evidenceOf([])),
      ...times(1, evidenceOf([noise(30, 4)])),
      ...times(4, evidenceOf([])),
      ...times(5, evidenceOf([noise(30, 4)])),
    ];
    // Rejecting all of 0.4: no escape, 6 of 14 overkill. Passing it: 5 escapes, none overkill.
    expect(choose(images).after).toMatchObject({ escapes: 0, overkill: 6 });
  });

  test('with equal decisions the map that fits the truth better wins', () => {
    // 100 px of the defect at 0.9 with a border of 20 px at 0.3 that truth has not.
    const blurred = evidenceWithBorder(100, 20, 0.3);
    const images = [...times(5, blurred), ...times(5, evidenceOf([]))];
    const { points, before, after } = choose(images);
    expect(before.iou).toBeCloseTo(100 / 120, 6);
    expect(after.iou).toBe(1);
    expect(points.get(1)?.t0).toBeGreaterThan(0.3);
  });

  test('where nothing is better the point stays', () => {
    const images = [...times(5, evidenceOf([defect(30, 9)])), ...times(5, evidenceOf([]))];
    expect(choose(images).points.get(1)).toEqual(CURRENT);
  });

  test.each([
    [FEWEST_IMAGES - 1, FEWEST_IMAGES],
    [FEWEST_IMAGES, FEWEST_IMAGES - 1],
    [0, 0],
  ])('%i defective and %i good images tell nothing', (defective, good) => {
    const images = [...times(defective, evidenceOf([defect(30, 9)])), ...times(good, evidenceOf([]))];
    expect(chooseOperatingPoints(images, candidates(1))).toBeNull();
  });
});

describe('several classes', () => {
  test('each gets its own, although an image is rejected if any of them counts', () => {
    const images = [
      ...times(5, evidenceOf([{ classId: 1, length: 5, tenths: 9, isDefect: true }], 2)),
      ...times(5, evidenceOf([{ classId: 2, length: 120, tenths: 4, isDefect: true }], 2)),
      ...times(
        10,
        evidenceOf(
          [
            { classId: 1, length: 20, tenths: 7, isDefect: false },
            { classId: 2, length: 20, tenths: 9, isDefect: false },
          ],
          2,
        ),
      ),
    ];
    const { points, after } = choose(images, 2);
    expect(after).toMatchObject({ balancedAccuracy: 1, escapes: 0, overkill: 0 });
    // As float32 0.7 lies below 0.7.
    expect(points.get(1)?.t).toBeGreaterThanOrEqual(0.7);
    expect(points.get(2)?.t).toBeLessThanOrEqual(0.4);
    expect(points.get(2)?.minAreaPx).toBeGreaterThan(20);
  });

  test('a class that no image shows keeps its point and is named', () => {
    const images = [
      ...times(5, evidenceOf([{ classId: 1, length: 30, tenths: 3, isDefect: true }], 2)),
      ...times(5, evidenceOf([], 2)),
    ];
    const { points, unseen } = choose(images, 2);
    expect(unseen).toEqual([2]);
    expect(points.get(2)).toEqual(CURRENT);
    expect(points.get(1)).not.toEqual(CURRENT);
  });
});

/** Truth with classes 0 to 2 and 255 beside a probability in tenths for class 1 and one for class 2. */
const pictures = labelMaps(3, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).map(([truth, first, second]) => ({
  truth: { ...truth, data: truth.data.map((digit) => [0, 0, 0, 0, 0, 1, 1, 2, 2, IGNORE][digit]) },
  probabilities: probabilitiesOf(first, second),
}));

test('evidence says what the prediction at each candidate is', () => {
  fc.assert(
    fc.property(pictures, ({ truth, probabilities }) => {
      const all = candidates(2);
      const { classes, defective } = imageEvidence(truth, probabilities, all);
      const region = inspectedRegion(truth);
      for (const index of all[0].points.keys()) {
        const operatingPoints = new Map(all.map(({ classId, points }) => [classId, points[index]]));
        const { labels, instances } = predictInstances(probabilities, { operatingPoints, region });
        const outcome = imageOutcome(truth, labels);
        expect(classes.some(({ predicted }) => predicted[index] > 0)).toBe(outcome.rejected);
        expect(defective).toBe(outcome.defective);
        for (const [position, { classId }] of all.entries()) {
          const own = instances.filter((instance) => instance.classId === classId);
          const pixels = own.flatMap((instance) => [...instance.pixels]);
          expect(classes[position].predicted[index]).toBe(pixels.length);
          const hits = pixels.filter((pixel) => truth.data[pixel] === classId);
          expect(classes[position].both[index]).toBe(hits.length);
        }
      }
    }),
    { numRuns: 30 },
  );
});

test('what is chosen is what the scores then say, and never worse than before', () => {
  const some = fc.array(pictures, { minLength: FEWEST_IMAGES, maxLength: 2 * FEWEST_IMAGES });
  fc.assert(
    fc.property(some, some, (first, second) => {
      const images = [...first.map(withDefect), ...second.map(withoutDefect)];
      const { points, before, after } = choose(
        images.map(({ truth, probabilities }) => imageEvidence(truth, probabilities, candidates(2))),
        2,
      );
      const outcomes = images.map(({ truth, probabilities }) =>
        imageOutcome(
          truth,
          predictInstances(probabilities, { operatingPoints: points, region: inspectedRegion(truth) }).labels,
        ),
      );
      const { escapes, overkill, defective, good } = countOutcomes(outcomes);
      expect(after).toMatchObject({ escapes, overkill });
      expect(after.balancedAccuracy).toBeCloseTo(1 - (escapes / defective + overkill / good) / 2, 12);
      expect(worth(after)).toBeGreaterThanOrEqual(worth(before));
    }),
    { numRuns: 20 },
  );
});

test('of one class it is the best of all candidates', () => {
  const single = labelMaps(2, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).map(([truth, plane]) => ({
    truth: { ...truth, data: truth.data.map((digit) => (digit > 7 ? 1 : 0)) },
    probabilities: probabilitiesOf(plane),
  }));
  const [{ points }] = candidates(1);
  fc.assert(
    fc.property(fc.array(single, { minLength: 14, maxLength: 24 }), (images) => {
      const evidence = images.map(({ truth, probabilities }) =>
        imageEvidence(truth, probabilities, candidates(1)),
      );
      const choice = chooseOperatingPoints(evidence, candidates(1));
      fc.pre(choice !== null);
      const worths = points.map((point) => {
        const operatingPoints = new Map([[1, point]]);
        let [both, either] = [0, 0];
        const { escapes, overkill, defective, good } = countOutcomes(
          images.map(({ truth, probabilities }) => {
            const { labels } = predictInstances(probabilities, { operatingPoints });
            for (let i = 0; i < labels.data.length; i++) {
              both += Number(truth.data[i] === 1 && labels.data[i] === 1);
              either += Number(truth.data[i] === 1 || labels.data[i] === 1);
            }
            return imageOutcome(truth, labels);
          }),
        );
        return 1 - (escapes / defective + overkill / good) / 2 + both / either;
      });
      expect(worth(choice.after)).toBeCloseTo(Math.max(...worths), 12);
    }),
    { numRuns: 20 },
  );
});

function worth({ balancedAccuracy, iou }: DecisionQuality): number {
  return balancedAccuracy + iou;
}

interface Picture {
  readonly truth: LabelMap;
  readonly probabilities: ClassProbabilities;
}

function withDefect({ truth, probabilities }: Picture): Picture {
  return { truth: { ...truth, data: truth.data.with(0, 1) }, probabilities };
}

function withoutDefect({ truth, probabilities }: Picture): Picture {
  return { truth: { ...truth, data: truth.data.map((id) => (id === IGNORE ? id : 0)) }, probabilities };
}

function probabilitiesOf(...planes: readonly LabelMap[]): ClassProbabilities {
  const { width, height } = planes[0];
  const defects = planes.map(({ data }) => Array.from(data, (tenth) => tenth / 10));
  const background = Array<number>(width * height).fill(0);
  return {
    numClasses: 1 + planes.length,
    width,
    height,
    data: Float32Array.from([background, ...defects].flat()),
  };
}

function evidenceWithBorder(defectPx: number, borderPx: number, borderProbability: number): ImageEvidence {
  const truth = new Uint8Array(WIDTH).fill(1, 0, defectPx);
  const data = new Float32Array(2 * WIDTH)
    .fill(0.9, WIDTH, WIDTH + defectPx)
    .fill(borderProbability, WIDTH + defectPx, WIDTH + defectPx + borderPx);
  return imageEvidence(
    { width: WIDTH, height: 1, data: truth },
    { numClasses: 2, width: WIDTH, height: 1, data },
    candidates(1),
  );
}

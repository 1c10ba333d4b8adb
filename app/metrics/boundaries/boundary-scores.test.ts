import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabelMap } from '../../mask/label-map.ts';
import { drawn, labelMaps } from '../../mask/label-map.testing.ts';
import { compareClasses } from '../class-comparison.ts';
import { inMm } from '../pixel-size.ts';
import {
  type BoundaryPartial,
  type BoundaryScores,
  type BoundarySettings,
  addBoundaries,
  boundaryScores,
  measureBoundaries,
  noBoundaries,
} from './boundary-scores.ts';

const SETTINGS: BoundarySettings = { tolerances: [0, 1, 2, 4], bandPx: 1 };

function scores(truth: LabelMap, prediction: LabelMap): BoundaryScores {
  return boundaryScores(partial(truth, prediction), SETTINGS);
}

function partial(truth: LabelMap, prediction: LabelMap): BoundaryPartial {
  return compareClasses(truth, prediction)
    .filter(({ classId }) => classId === 1)
    .map((comparison) => measureBoundaries(comparison, SETTINGS))
    .reduce(addBoundaries, noBoundaries(SETTINGS));
}

test('a line one row beside its truth: position, found within 1 px', () => {
  const found = scores(drawn('111', '...', '...'), drawn('...', '111', '...'));
  expect(found.boundaryTolerantIou).toEqual([0, 1, 1, 1]);
  expect(found).toMatchObject({ strictIou: 0, areaRatio: 1, boundaryIou: 0 });
  expect(found.precision).toEqual([0, 1, 1, 1]);
  expect(found.completeness).toEqual([null, 1, 1, 1]);
  expect(found.widthRatio).toEqual([null, 1, 1, 1]);
  // They share no pixel, so one is missed and the other spurious.
  expect(found.errors).toEqual({ missed: 3, spurious: 3, position: 0, tooLarge: 0, tooSmall: 0 });
});

test('errors that overlap split into position and extent', () => {
  const moved = scores(drawn('.11.'), drawn('..11'));
  expect(moved.errors).toEqual({ missed: 0, spurious: 0, position: 2, tooLarge: 0, tooSmall: 0 });
  const grown = scores(drawn('.11.'), drawn('1111'));
  expect(grown.errors).toEqual({ missed: 0, spurious: 0, position: 0, tooLarge: 2, tooSmall: 0 });
});

test('empty against empty and everything ignored have no scores', () => {
  for (const truth of [drawn('...'), drawn('###')]) {
    const none = scores(truth, truth.data[0] === 0 ? drawn('...') : drawn('111'));
    expect(none).toMatchObject({
      strictIou: null,
      boundaryAccuracy: null,
      hausdorff95: null,
      boundaryIou: null,
    });
    expect(none.boundaryTolerantIou).toEqual([null, null, null, null]);
  }
});

test('empty against full scores 0 and has no distance', () => {
  const escaped = scores(drawn('111', '111'), drawn('...', '...'));
  expect(escaped).toMatchObject({ strictIou: 0, areaRatio: 0, boundaryAccuracy: null, hausdorff95: null });
  expect(escaped.surfaceDice).toEqual([0, 0, 0, 0]);
  expect(escaped.unmatchedLength).toBeGreaterThan(0);
});

test('one pixel at the edge of the image agrees with itself', () => {
  const found = scores(drawn('..1', '...'), drawn('..1', '...'));
  expect(found).toMatchObject({ strictIou: 1, boundaryAccuracy: 0, hausdorff95: 0, boundaryIou: 1 });
});

test('maps of different sizes, a pixel without size and unordered tolerances are refused', () => {
  expect(() => compareClasses(drawn('1'), drawn('11'))).toThrow(/the prediction is 2x1 px/);
  expect(() => inMm({ pxPerMmX: 0, pxPerMmY: 1 })).toThrow(/a pixel cannot measure/);
  const [comparison] = compareClasses(drawn('1'), drawn('1'));
  const flat = { ...SETTINGS, pixel: { width: 0, height: 1 } };
  expect(() => measureBoundaries(comparison, flat)).toThrow(/a pixel cannot measure/);
  expect(() => measureBoundaries(comparison, { ...SETTINGS, tolerances: [2, 1] })).toThrow(/ascending/);
  expect(() => measureBoundaries(comparison, { ...SETTINGS, tolerances: [NaN] })).toThrow(/ascending/);
  expect(() => measureBoundaries(comparison, { ...SETTINGS, bandPx: 0 })).toThrow(/band/);
});

test('tolerance helps only, capped never beyond plain; shares lie in 0..1; sides can be swapped', () => {
  fc.assert(
    fc.property(labelMaps(2, [0, 0, 1, 2]), ([a, b]) => {
      const [there, back] = [scores(a, b), scores(b, a)];
      there.boundaryTolerantIou.forEach((share, i) => {
        const previous = i === 0 ? there.strictIou : there.boundaryTolerantIou[i - 1];
        expect(share ?? 0).toBeGreaterThanOrEqual(previous ?? 0);
        expect(share ?? 0).toBeLessThanOrEqual(1);
        expect(there.cappedBoundaryTolerantIou[i] ?? 0).toBeLessThanOrEqual(share ?? 0);
      });
      expect(there.boundaryTolerantIou).toEqual(back.boundaryTolerantIou);
      expect(there.precision).toEqual(back.recall);
      expect(there.hausdorff95).toBe(back.hausdorff95);
      expect(there.boundaryAccuracy).toBe(back.trueToPredicted);
      const { missed, spurious, position, tooLarge, tooSmall } = there.errors;
      const differing = a.data.filter((id, i) => (id === 1) !== (b.data[i] === 1)).length;
      expect(missed + spurious + position + tooLarge + tooSmall).toBe(differing);
    }),
  );
});

test('images add up in any order, and the same image twice scores as once', () => {
  fc.assert(
    fc.property(labelMaps(4, [0, 0, 1]), ([a, b, c, d]) => {
      const [first, second] = [partial(a, b), partial(c, d)];
      const [there, back] = [addBoundaries(first, second), addBoundaries(second, first)];
      expect(there.contours.predictedToTrue.distances).toEqual(back.contours.predictedToTrue.distances);
      expect(there.sweep).toEqual(back.sweep);
      const once = boundaryScores(first, SETTINGS);
      const twice = boundaryScores(addBoundaries(first, first), SETTINGS);
      expect(twice.hausdorff95).toBe(once.hausdorff95);
      expect(twice.boundaryAccuracy ?? 0).toBeCloseTo(once.boundaryAccuracy ?? 0, 10);
      expect(twice.f).toEqual(once.f);
    }),
  );
});

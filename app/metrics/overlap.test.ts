import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, labelMaps } from '../mask/label-map.testing.ts';
import { confusionMatrix, emptyConfusion } from './confusion.ts';
import { defectIou, diceByClass, foregroundIou, iouByClass, meanIou, pixelAccuracy } from './overlap.ts';

// In both, true, predicted: background 2, 4, 3 px; class 1 2, 3, 5 px; class 2 1, 2, 1 px.
const matrix = confusionMatrix(drawn('111', '22.', '...', '###'), drawn('11.', '21.', '11.', '222'), 4);

test('IoU: background 2/5, class 1 2/6, class 2 1/2, class 3 in neither', () => {
  expect(iouByClass(matrix)).toEqual([2 / 5, 2 / 6, 1 / 2, null]);
});

test('Dice: background 4/7, class 1 4/8, class 2 2/3, class 3 in neither', () => {
  expect(diceByClass(matrix)).toEqual([4 / 7, 4 / 8, 2 / 3, null]);
});

test('the means leave out the class in neither', () => {
  expect(meanIou(matrix)).toBeCloseTo((2 / 5 + 2 / 6 + 1 / 2) / 3, 15);
  expect(defectIou(matrix)).toBeCloseTo((2 / 6 + 1 / 2) / 2, 15);
});

test('any defect against background: 4 px on both sides of 7 on either', () => {
  expect(foregroundIou(matrix)).toBe(4 / 7);
});

test('5 of 9 counted pixels have their class', () => {
  expect(pixelAccuracy(matrix)).toBe(5 / 9);
});

test('a class only predicted scores 0', () => {
  expect(iouByClass(confusionMatrix(drawn('..'), drawn('.1'), 2))).toEqual([1 / 2, 0]);
});

test('a clean image has no defect to score', () => {
  const clean = confusionMatrix(drawn('..'), drawn('..'), 2);
  expect([meanIou(clean), defectIou(clean), foregroundIou(clean)]).toEqual([1, null, null]);
});

test('without a counted pixel there is no score at all', () => {
  const nothing = emptyConfusion(2);
  expect(iouByClass(nothing)).toEqual([null, null]);
  expect([meanIou(nothing), defectIou(nothing), foregroundIou(nothing), pixelAccuracy(nothing)]).toEqual(
    Array(4).fill(null),
  );
});

test('IoU is symmetric, and Dice = 2 IoU / (1 + IoU)', () => {
  fc.assert(
    fc.property(labelMaps(2, [0, 1, 2]), ([a, b]) => {
      const forth = confusionMatrix(a, b, 3);
      const back = confusionMatrix(b, a, 3);
      expect(iouByClass(forth)).toEqual(iouByClass(back));
      expect(foregroundIou(forth)).toEqual(foregroundIou(back));
      const dice = diceByClass(forth);
      iouByClass(forth).forEach((iou, classId) => {
        if (iou === null) expect(dice[classId]).toBeNull();
        else expect(dice[classId]).toBeCloseTo((2 * iou) / (1 + iou), 12);
      });
    }),
  );
});

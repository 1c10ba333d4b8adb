import { expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { classWeights } from './class-weights.ts';

const BRIEF = ['Background', 'Dust', 'RunDown', 'Scratch'];

test("the brief's classes get the brief's weights, whatever the data", () => {
  expect(classWeights('default', BRIEF, [9, 1, 1, 1])).toEqual([0.3, 3, 1.5, 1.5]);
});

test('other classes get theirs from the data', () => {
  const classes = ['background', 'crack'];
  expect(classWeights('default', classes, [400, 100])).toEqual(classWeights('data', classes, [400, 100]));
});

test("weights go with the inverse root of a class's pixels, defects around 1.5", () => {
  const [background, common, rare] = classWeights('data', ['background', 'common', 'rare'], [1600, 400, 100]);
  expect(rare / common).toBeCloseTo(2, 12);
  expect(Math.sqrt(common * rare)).toBeCloseTo(1.5, 12);
  expect(background).toBeCloseTo(common / 2, 12);
});

test('weights stay between 0.3 and 3, even of a class that never occurs', () => {
  const weights = classWeights('data', ['background', 'common', 'absent'], [1e9, 1e6, 0]);
  expect(weights).toEqual([0.3, 0.3, 3]);
});

test('given weights are taken as they are, one a class', () => {
  expect(classWeights([1, 2, 3, 4], BRIEF, [0, 0, 0, 0])).toEqual([1, 2, 3, 4]);
  expect(() => classWeights([1, 2], BRIEF, [0, 0, 0, 0])).toThrow(BlemishError);
});

import { expect, test } from 'vitest';
import { drawn } from '../../mask/label-map.testing.ts';
import { addConfusions } from '../confusion.ts';
import { cohenKappa, labelAgreement } from './kappa.ts';

test('20 and 15 of 50 alike where 25 would be by chance: kappa 0.4', () => {
  // Cohen's kind of table: first says yes 25 times, second 30 times.
  expect(cohenKappa({ numClasses: 2, counts: Float64Array.of(15, 10, 5, 20) })).toBeCloseTo(0.4, 14);
});

test('1 for the same labels, below 0 for opposite ones', () => {
  expect(cohenKappa(labelAgreement(drawn('.1'), drawn('.1'), 2))).toBe(1);
  expect(cohenKappa(labelAgreement(drawn('.1'), drawn('1.'), 2))).toBe(-1);
});

test('what either ignores counts nowhere', () => {
  const matrix = labelAgreement(drawn('.1#1'), drawn('.#11'), 2);
  expect([...matrix.counts]).toEqual([1, 0, 0, 1]);
});

test('matrices of images add up', () => {
  const first = labelAgreement(drawn('.1'), drawn('11'), 2);
  const second = labelAgreement(drawn('1.'), drawn('1.'), 2);
  expect(addConfusions(first, second)).toEqual(labelAgreement(drawn('.11.'), drawn('111.'), 2));
});

test('null where both know one class only, or nothing is left', () => {
  expect(cohenKappa(labelAgreement(drawn('..'), drawn('..'), 2))).toBeNull();
  expect(cohenKappa(labelAgreement(drawn('##'), drawn('.1'), 2))).toBeNull();
});

test('maps of different sizes are refused', () => {
  expect(() => labelAgreement(drawn('.1'), drawn('.'), 2)).toThrow('1x1 px');
});

import { expect, test } from 'vitest';
import { requireCount, requirePositive, requireProbability } from './require-number.ts';

test.each([-0.1, 1.1, NaN, Infinity])('%d is no probability', (value) => {
  expect(() => {
    requireProbability(value, 'the score');
  }).toThrow(`the score is ${value}. Give a number from 0 to 1.`);
});

test.each([0, -1, NaN, Infinity])('%d is not above 0 and finite', (value) => {
  expect(() => {
    requirePositive(value, 'px per mm');
  }).toThrow(`px per mm is ${value}`);
});

test.each([-1, 0.5, NaN])('%d is no count', (value) => {
  expect(() => {
    requireCount(value, 'the events');
  }).toThrow(`the events is ${value}`);
});

test('the ends of each range belong to it', () => {
  requireProbability(0, 'p');
  requireProbability(1, 'p');
  requireProbability(Math.fround(1.0000001), 'p');
  requirePositive(Number.MIN_VALUE, 'size');
  requireCount(2, 'parts', 2);
});

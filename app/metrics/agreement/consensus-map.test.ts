import { expect, test } from 'vitest';
import { drawn } from '../../mask/label-map.testing.ts';
import { consensusMap } from './consensus-map.ts';

test('two against one are believed, of every class, and what anybody ignores is ignored', () => {
  const two = drawn('111111......222.#');
  const one = drawn('111...111....22..');
  expect(consensusMap([two, two, one], 3)).toEqual(drawn('111111......222.#'));
});

test('where nobody marks anything there is nothing', () => {
  expect(consensusMap([drawn('...'), drawn('...')], 3)).toEqual(drawn('...'));
});

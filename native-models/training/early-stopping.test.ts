import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../app/settings/training-settings.ts';
import {
  afterValidation,
  EARLY_STOPPING_START,
  earlyStoppingStateSchema,
  shouldStop,
} from './early-stopping.ts';
import type { EarlyStoppingState } from './early-stopping.ts';

const training = {
  ...DEFAULT_SETTINGS.training,
  warmup_epochs: 2,
  early_stopping: { enabled: true, patience: 3, min_delta: 0.1 },
};

test('a score below best + min_delta counts, any other is the new best', () => {
  const scores = [0, 0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.6];
  expect(statesAfter(scores)).toEqual([
    { bestScore: null, counter: 0 },
    { bestScore: null, counter: 0 },
    { bestScore: 0.5, counter: 0 },
    { bestScore: 0.5, counter: 1 },
    { bestScore: 0.6, counter: 0 },
    { bestScore: 0.6, counter: 1 },
    { bestScore: 0.7, counter: 0 },
    { bestScore: 0.7, counter: 1 },
  ]);
});

test('it stops after patience validations that were no better', () => {
  const stops = statesAfter([0, 0, 0.5, 0.4, 0.5, 0.59, 0.59]).map((state) => shouldStop(state, training));
  expect(stops).toEqual([false, false, false, false, false, true, true]);
});

test('a warm-up neither counts nor sets the score to beat', () => {
  expect(statesAfter([0.9, 0.8, 0.1]).at(-1)).toEqual({ bestScore: 0.1, counter: 0 });
});

test('a first score of 0 is a best', () => {
  expect(statesAfter([0, 0, 0]).at(-1)).toEqual({ bestScore: 0, counter: 0 });
});

test('a score that is not a number counts as no better, first or later', () => {
  expect(statesAfter([0, 0, NaN, 0.5, NaN]).slice(2)).toEqual([
    { bestScore: null, counter: 1 },
    { bestScore: 0.5, counter: 0 },
    { bestScore: 0.5, counter: 1 },
  ]);
});

test('disabled, it never stops', () => {
  const patient = { ...training, early_stopping: { ...training.early_stopping, enabled: false } };
  expect(shouldStop({ bestScore: 0.5, counter: 99 }, patient)).toBe(false);
});

test('the state goes through JSON unchanged', () => {
  for (const state of statesAfter([0, 0, 0.1 + 0.2, 0.1])) {
    expect(earlyStoppingStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  }
});

function statesAfter(scores: readonly number[]): EarlyStoppingState[] {
  let state = EARLY_STOPPING_START;
  return scores.map((score, epoch) => (state = afterValidation(state, { epoch, score }, training)));
}

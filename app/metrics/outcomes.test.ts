import { expect, test } from 'vitest';
import { drawn } from '../mask/label-map.testing.ts';
import { type Outcome, countOutcomes, either, imageOutcome } from './outcomes.ts';

const escape: Outcome = { defective: true, rejected: false, touched: false };
const unlocated: Outcome = { defective: true, rejected: true, touched: false };
const found: Outcome = { defective: true, rejected: true, touched: true };
const passed: Outcome = { defective: false, rejected: false, touched: false };
const overkill: Outcome = { defective: false, rejected: true, touched: false };

test.each([
  ['a defect with nothing predicted escapes', '.1', '..', escape],
  ['a defect with a prediction elsewhere is unlocated', '.1', '1.', unlocated],
  ['a defect with a prediction on it is found', '.1', '11', found],
  ['a defect of another class is found all the same', '.1', '.2', found],
  ['a good image with nothing predicted passes', '..', '..', passed],
  ['a good image with a prediction is overkill', '..', '1.', overkill],
  ['a prediction on ignored pixels alone rejects nothing', '.#', '.1', passed],
])('%s', (_, truth, prediction, outcome) => {
  expect(imageOutcome(drawn(truth), drawn(prediction))).toEqual(outcome);
});

test('every outcome is counted once, unlocated beside the escapes and not among them', () => {
  expect(countOutcomes([escape, escape, unlocated, found, passed, overkill])).toEqual({
    defective: 4,
    escapes: 2,
    unlocated: 1,
    good: 2,
    overkill: 1,
  });
  expect(countOutcomes([])).toEqual({ defective: 0, escapes: 0, unlocated: 0, good: 0, overkill: 0 });
});

test.each([
  ['one view that finds the defect saves the part', [escape, found], found],
  ['a defective part rejected for a good view is unlocated', [escape, overkill], unlocated],
  ['a good view does not make a defective part good', [passed, escape], escape],
  ['one rejected view of a good part is overkill', [passed, overkill], overkill],
])('%s', (_, views, outcome) => {
  expect(views.reduce(either)).toEqual(outcome);
});

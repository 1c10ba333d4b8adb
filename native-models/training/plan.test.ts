import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../app/settings/training-settings.ts';
import { planByEpochs, planByTime, stepsPerEpoch } from './plan.ts';

const training = { ...DEFAULT_SETTINGS.training, batch_size: 8, num_epochs: 5, validate_every_epochs: 2 };
const fixed = { ...training, steps_per_epoch: 50 };
const pace = { secondsPerStep: 2, secondsPerValidation: 40 };

test.each([
  [100, 12],
  [8, 1],
  [3, 1],
])('an epoch over %i pictures is %i full batches', (pictures, steps) => {
  expect(stepsPerEpoch(training, pictures)).toBe(steps);
});

test('as many epochs as set, of as many steps as set', () => {
  expect(planByEpochs(training, 100)).toEqual({ stepsPerEpoch: 12, epochs: 5, totalSteps: 60 });
  expect(planByEpochs(fixed, 100)).toEqual({ stepsPerEpoch: 50, epochs: 5, totalSteps: 250 });
});

test('as many steps as fit into the time, with every second epoch validated', () => {
  // An epoch takes 50 * 2 s + 40 s / 2 = 120 s.
  expect(planByTime(fixed, 100, 360, pace)).toEqual({ stepsPerEpoch: 50, epochs: 3, totalSteps: 150 });
  expect(planByTime(fixed, 100, 420, pace)).toEqual({ stepsPerEpoch: 50, epochs: 4, totalSteps: 175 });
});

test('at least one step, however short the time', () => {
  expect(planByTime(fixed, 100, 0, pace)).toEqual({ stepsPerEpoch: 50, epochs: 1, totalSteps: 1 });
});

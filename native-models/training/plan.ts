import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { RunPlan } from './run-folder.ts';

/** Batches an epoch: each training picture once, or as set. */
export function stepsPerEpoch(training: TrainingSettings['training'], pictures: number): number {
  if (training.steps_per_epoch !== 'data') return training.steps_per_epoch;
  return Math.max(1, Math.floor(pictures / training.batch_size));
}

/** As many epochs as the settings say. */
export function planByEpochs(training: TrainingSettings['training'], pictures: number): RunPlan {
  const steps = stepsPerEpoch(training, pictures);
  return { stepsPerEpoch: steps, epochs: training.num_epochs, totalSteps: steps * training.num_epochs };
}

/** What was measured before the first step, s. */
export interface Pace {
  readonly secondsPerStep: number;
  readonly secondsPerValidation: number;
}

/** As many steps as fit into a time: decided once and stored, so that the run can be repeated and resumed. */
export function planByTime(
  training: TrainingSettings['training'],
  pictures: number,
  seconds: number,
  pace: Pace,
): RunPlan {
  const steps = stepsPerEpoch(training, pictures);
  const secondsPerEpoch =
    steps * pace.secondsPerStep + pace.secondsPerValidation / training.validate_every_epochs;
  const totalSteps = Math.max(1, Math.floor((seconds / secondsPerEpoch) * steps));
  return { stepsPerEpoch: steps, epochs: Math.ceil(totalSteps / steps), totalSteps };
}

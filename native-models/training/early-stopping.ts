import { z } from 'zod';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';

/** What early stopping remembers between validations; plain JSON, so that a checkpoint can hold it. */
export const earlyStoppingStateSchema = z.strictObject({
  /** Null before the first validation that counts. */
  bestScore: z.number().nullable(),
  /** Validations since the best. */
  counter: z.int().min(0),
});

export type EarlyStoppingState = Readonly<z.infer<typeof earlyStoppingStateSchema>>;

export const EARLY_STOPPING_START: EarlyStoppingState = { bestScore: null, counter: 0 };

/**
 * The state after the validation of `epoch` (counted from 0), brief section 5.5: a score below best + min_delta counts,
 * any other is the new best. Validations during the warm-up leave the state as it was; a score that is not a number
 * counts as no better.
 * @param score validation IoU, 0..1
 */
export function afterValidation(
  state: EarlyStoppingState,
  { epoch, score }: { epoch: number; score: number },
  { warmup_epochs, early_stopping }: TrainingSettings['training'],
): EarlyStoppingState {
  if (epoch < warmup_epochs) return state;
  const toBeat = (state.bestScore ?? -Infinity) + early_stopping.min_delta;
  return score >= toBeat
    ? { bestScore: score, counter: 0 }
    : { bestScore: state.bestScore, counter: state.counter + 1 };
}

/** Whether `patience` validations in a row were no better. */
export function shouldStop(
  state: EarlyStoppingState,
  { early_stopping }: TrainingSettings['training'],
): boolean {
  return early_stopping.enabled && state.counter >= early_stopping.patience;
}

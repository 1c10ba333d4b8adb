import type { TrainingSettings } from '../../app/settings/training-settings.ts';

/**
 * The learning rate of each optimizer step, counted from 0: linear warm-up, then cosine annealing with warm restarts
 * (brief 5.2; Loshchilov and Hutter 2017, SGDR), whose first cycle begins where the warm-up ends. Step s of a warm-up
 * of W steps has `learning_rate * (s + 1) / W`.
 * @param stepsPerEpoch optimizer steps an epoch, that is after accumulation
 */
export function scheduleOf(
  training: TrainingSettings['training'],
  stepsPerEpoch: number,
): (step: number) => number {
  const { learning_rate, warmup_epochs, scheduler } = training;
  const warmupSteps = warmup_epochs * stepsPerEpoch;
  const firstCycleSteps = firstCycleEpochs(training) * stepsPerEpoch;
  return (step) => {
    if (step < warmupSteps) return (learning_rate * (step + 1)) / warmupSteps;
    const progress = progressInCycle(step - warmupSteps, firstCycleSteps, scheduler.t_mult);
    return scheduler.eta_min + ((learning_rate - scheduler.eta_min) * (1 + Math.cos(Math.PI * progress))) / 2;
  };
}

/** T_0 of the brief in epochs. */
function firstCycleEpochs({ num_epochs, warmup_epochs, scheduler }: TrainingSettings['training']): number {
  if (scheduler.t_0 === 'third') return Math.max(1, Math.floor(num_epochs / 3));
  if (scheduler.t_0 === 'all') return num_epochs - warmup_epochs;
  return scheduler.t_0;
}

/** T_cur / T_i of the brief, 0..1, at a step counted from the start of the first cycle. */
function progressInCycle(step: number, firstCycleSteps: number, cycleGrowth: number): number {
  let stepInCycle = step;
  let cycleSteps = firstCycleSteps;
  while (stepInCycle >= cycleSteps) {
    stepInCycle -= cycleSteps;
    cycleSteps *= cycleGrowth;
  }
  return stepInCycle / cycleSteps;
}

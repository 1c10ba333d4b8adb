import type { TrainingEvent } from '../../native-models/training/events.ts';
import { formatSeconds, type Terminal } from './terminal.ts';

/** Tells a person how a training goes. */
export function showTraining(event: TrainingEvent, terminal: Terminal): void {
  if (event.type === 'note') terminal.note(event.text);
  if (event.type === 'start') {
    const { epochs, stepsPerEpoch, totalSteps } = event.plan;
    const from = event.step === 0 ? '' : `, going on at step ${event.step}`;
    terminal.note(
      `Training on ${event.device}: ${totalSteps} steps, ${epochs} epochs of ${stepsPerEpoch}${from}`,
    );
  }
  if (event.type === 'paused') terminal.note(`Paused and saved at step ${event.step}; fg goes on`);
  if (event.type === 'resumed') terminal.note(`Going on at step ${event.step}`);
  if (event.type === 'step') {
    terminal.progress(
      `step ${event.step}, epoch ${event.epoch.toFixed(1)}, loss ${event.loss.toFixed(3)}, ${formatSeconds(event.secondsLeft)} left`,
    );
  }
  if (event.type === 'epoch') {
    const wait = (100 * event.dataWaitShare).toFixed(1);
    terminal.progress(
      `epoch ${event.epoch}: loss ${event.loss.toFixed(3)}, waited for data ${wait} % of the time`,
    );
  }
  if (event.type === 'validation') {
    const best = event.best ? ', best so far' : '';
    terminal.note(
      `epoch ${event.epoch}: validation mIoU ${event.miou.toFixed(3)}, defects ${(event.defectIou ?? 0).toFixed(3)}${best}`,
    );
  }
}

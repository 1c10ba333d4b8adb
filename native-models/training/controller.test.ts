import { expect, test } from 'vitest';
import { TrainingController } from './controller.ts';

/** Whether a run would go on now. */
async function goesOn(control: TrainingController): Promise<boolean> {
  const turns = new Promise<boolean>((resolve) => setImmediate(resolve, false));
  return Promise.race([control.whileRunning().then(() => true), turns]);
}

test('a run stands still from pause to resume, as often as asked', async () => {
  const control = new TrainingController();
  expect(await goesOn(control)).toBe(true);
  for (let round = 0; round < 2; round++) {
    control.pause();
    control.pause();
    expect([control.paused, await goesOn(control)]).toEqual([true, false]);
    control.resume();
    expect([control.paused, await goesOn(control)]).toEqual([false, true]);
  }
  expect(control.cancelled).toBe(false);
});

test('a run paused again before it took notice stays where it is', async () => {
  const control = new TrainingController();
  control.pause();
  const waiting = control.whileRunning().then(() => 'went on');
  control.resume();
  control.pause();
  expect(await Promise.race([waiting, new Promise((resolve) => setImmediate(resolve, 'waits'))])).toBe(
    'waits',
  );
});

test('cancelling lets a paused run go on to its end, and nothing pauses it any more', async () => {
  const control = new TrainingController();
  control.pause();
  const waiting = control.whileRunning();
  control.cancel();
  await waiting;
  control.pause();
  expect([control.cancelled, control.paused]).toEqual([true, false]);
});

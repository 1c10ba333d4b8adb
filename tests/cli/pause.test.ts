import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { writeSmallData } from './small-data.ts';
import { startBlemish } from './run-blemish.ts';
import { trainArguments } from './small-training.ts';
import { trainSmall } from './train-small.ts';

test('a run that is paused and resumed saves meanwhile and learns what another does', async () => {
  const data = await writeSmallData();
  const [straight, paused] = ['straight', 'paused'].map((name) => path.join(data.folder, name));
  await trainSmall(data, straight);
  const { summary, events } = await trainSmall(data, paused, (event, control) => {
    if (event.type === 'step' && event.step === 1) control.pause();
    if (event.type === 'paused') {
      setTimeout(() => {
        control.resume();
      }, 1);
    }
  });
  const course = events.flatMap((event) =>
    event.type === 'step' || event.type === 'saved' || event.type === 'paused' || event.type === 'resumed'
      ? [`${event.type} ${event.step}`]
      : [],
  );
  expect(course.slice(0, 5)).toEqual(['step 1', 'saved 1', 'paused 1', 'resumed 1', 'step 2']);
  expect(summary).toMatchObject({ steps: 4, finished: true });
  const weights = (folder: string): Promise<string> =>
    readFile(path.join(folder, 'last.safetensors'), 'base64');
  expect(await weights(paused)).toBe(await weights(straight));
});

test.skipIf(process.platform === 'win32')(
  'Ctrl+Z saves and stands still until the run is continued',
  async () => {
    const data = await writeSmallData();
    const out = path.join(data.folder, 'model');
    const running = startBlemish(await trainArguments(data, out, { num_epochs: 5 }));
    await running.saying('epoch 1: validation');
    running.process.kill('SIGTSTP');
    await running.saying('Paused and saved at step');
    // The process stops itself a moment after it says so: one signal alone might come too early.
    const goingOn = setInterval(() => running.process.kill('SIGCONT'), 50);
    const { code, stderr } = await running.ended.finally(() => {
      clearInterval(goingOn);
    });
    expect(stderr).toMatch(
      /Pausing after this step.*Paused and saved at step (\d+).*Going on at step \1.*Trained 10 steps/s,
    );
    expect(code).toBe(0);
  },
);

test('a paused run can be ended', async () => {
  const data = await writeSmallData();
  const { summary, events } = await trainSmall(data, path.join(data.folder, 'model'), (event, control) => {
    if (event.type === 'step') control.pause();
    if (event.type === 'paused') {
      setTimeout(() => {
        control.cancel();
      }, 1);
    }
  });
  expect(summary).toMatchObject({ steps: 1, finished: false });
  expect(events.some(({ type }) => type === 'resumed')).toBe(false);
});

test('each validation hands out pictures to look at', async () => {
  const data = await writeSmallData();
  const { events } = await trainSmall(data, path.join(data.folder, 'model'));
  const shown = events.flatMap((event) => (event.type === 'samples' ? [event] : []));
  expect(shown.map(({ epoch }) => epoch)).toEqual([1, 2]);
  for (const { samples } of shown) {
    expect(samples.map(({ name }) => name)).toEqual(['tile4.png', 'tile5.png']);
    for (const { truth, prediction } of samples) {
      expect(truth).toMatchObject({ width: 64, height: 48 });
      expect(prediction).toMatchObject({ width: 64, height: 48 });
      expect(prediction.data.every((classId) => classId < 3)).toBe(true);
    }
    expect(samples.map(({ truth }) => Math.max(...truth.data))).toEqual([1, 2]);
  }
});

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Outcome, runBlemish, startBlemish } from './run-blemish.ts';
import { writeSmallData } from './small-data.ts';
import { trainArguments, type TrainingChanges } from './small-training.ts';

const LONG: TrainingChanges = { num_epochs: 5 };

test('a run killed, then interrupted, learns what an uninterrupted one learns', async () => {
  const data = await writeSmallData();
  const [uninterrupted, stopped] = ['uninterrupted', 'stopped'].map((name) => path.join(data.folder, name));
  expect((await runBlemish(await trainArguments(data, uninterrupted, LONG))).code).toBe(0);

  const args = await trainArguments(data, stopped, LONG);
  expect(await stop(args, 'SIGKILL', 'epoch 2: validation')).toMatchObject({ code: null });

  const interrupted = await stop([...args, '--resume'], 'SIGINT', 'going on at step');
  expect(interrupted.code).toBe(0);
  expect(interrupted.stderr).toContain('Stopped and saved after');
  expect(interrupted.stderr).toContain('To go on: blemish train --resume');

  const resumed = await runBlemish([...args, '--resume']);
  expect(resumed.stderr).toMatch(/going on at step [1-9].*Trained/s);
  expect(await weightsIn(stopped)).toEqual(await weightsIn(uninterrupted));
});

test('a finished run, resumed, stays as it is, but for what a kill left behind', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const args = await trainArguments(data, out);
  await runBlemish(args);
  const before = await weightsIn(out);
  const unfinished = path.join(out, '.blemish-0b5c3a52-6f0e-4c0e-9d0c-7f1d2f6c8a11.tmp');
  await writeFile(unfinished, 'half of a checkpoint');
  expect((await runBlemish([...args, '--resume'])).code).toBe(0);
  expect(await weightsIn(out)).toEqual(before);
  expect(existsSync(unfinished)).toBe(false);
});

test('a loss that is no longer a number ends the run and leaves its checkpoint', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const args = await trainArguments(data, out, LONG);
  await stop(args, 'SIGINT', 'epoch 1: validation');
  const before = await weightsIn(out);

  const record = path.join(out, 'run.json');
  const tooFast = (await readFile(record, 'utf8')).replace(/"learning_rate": [^,]+/, '"learning_rate": 1e30');
  await writeFile(record, tooFast);
  const failed = await runBlemish([...args, '--resume']);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(
    /\nblemish: step \d+: .*no longer a number.*Lower training\.learning_rate[^\n]*\n$/,
  );
  expect(await weightsIn(out)).toEqual(before);
});

/** Starts a command and sends it a signal once it says something. */
async function stop(args: readonly string[], signal: NodeJS.Signals, once: string): Promise<Outcome> {
  const running = startBlemish(args);
  await running.saying(once);
  running.process.kill(signal);
  return running.ended;
}

interface Weights {
  readonly best: string;
  readonly last: string;
}

async function weightsIn(folder: string): Promise<Weights> {
  const read = (name: string): Promise<string> =>
    readFile(path.join(folder, `${name}.safetensors`), 'base64');
  return { best: await read('best'), last: await read('last') };
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepWindowState, readWindowState } from './window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const state = { bounds: { x: 100, y: 50, width: 1200, height: 800 }, maximized: true };

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'blemish-window-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return path.join(made, 'user');
}

test('a window opens where it was', async () => {
  const user = await folder();
  expect(readWindowState(user, [screen])).toBeNull();
  await keepWindowState(user, state);
  expect(readWindowState(user, [screen])).toEqual(state);
});

test('not on a screen that has gone, nor by a file that cannot be read', async () => {
  const user = await folder();
  await keepWindowState(user, state);
  expect(readWindowState(user, [{ ...screen, x: 1300 }])).toBeNull();
  await writeFile(path.join(user, 'window.json'), '{"bounds":{"x":1e99}}');
  expect(readWindowState(user, [screen])).toBeNull();
});

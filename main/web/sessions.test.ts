import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Sessions } from './sessions.ts';

const DAY = 24 * 3600 * 1000;

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'blemish-sessions-'));
  onTestFinished(() => rm(made, { recursive: true }));
  return made;
}

test('a session lasts seven days, also for a server that was started again', async () => {
  let now = 0;
  const place = await folder();
  const sessions = await Sessions.open(place, () => now);
  const session = sessions.redeem(sessions.newToken())!;
  const later = await Sessions.open(place, () => now);
  now = 7 * DAY - 1;
  expect(later.isValid(session)).toBe(true);
  now = 7 * DAY;
  expect(later.isValid(session)).toBe(false);
});

test('nobody can make one longer', async () => {
  const sessions = await Sessions.open(await folder());
  const [end, ...rest] = sessions.redeem(sessions.newToken())!.split('.');
  expect(sessions.isValid([end, ...rest].join('.'))).toBe(true);
  expect(sessions.isValid([`9${end}`, ...rest].join('.'))).toBe(false);
  expect((await Sessions.open(await folder())).isValid([end, ...rest].join('.'))).toBe(false);
});

test.skipIf(process.platform === 'win32')('the key is for its owner alone', async () => {
  const place = await folder();
  await Sessions.open(place);
  expect((await stat(path.join(place, 'browser-sessions.key'))).mode & 0o777).toBe(0o600);
});

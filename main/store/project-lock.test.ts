import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Holder } from './access.ts';
import { type LockOutcome, type ProjectLock, takeLock } from './project-lock.ts';
import { temporaryFolder } from './store.testing.ts';

const anna: Holder = { user: 'Anna', host: 'line-3', pid: 7, since: 1 };
const bert: Holder = { ...anna, user: 'Bert' };

function held(outcome: LockOutcome): ProjectLock {
  if (outcome.kind === 'in-use') throw new Error('The lock is held');
  return outcome;
}

test('one holds it, the next learns who, and can have it afterwards', async () => {
  const file = path.join(await temporaryFolder(), 'paint.blemish');
  const first = held(takeLock(file, anna));
  expect(first.stale).toBeNull();
  expect(takeLock(file, bert)).toEqual({ kind: 'in-use', holder: anna });
  first.release();
  expect(existsSync(`${file}.lock`)).toBe(false);
  const second = held(takeLock(file, bert));
  expect(second.stale).toBeNull();
  second.release();
});

test('a lock file that is something else holds nothing', async () => {
  const file = path.join(await temporaryFolder(), 'paint.blemish');
  writeFileSync(`${file}.lock`, 'locked by an older program, perhaps'.repeat(50));
  held(takeLock(file, anna)).release();
});

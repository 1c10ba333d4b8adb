import { existsSync, readdirSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/small-data.ts';
import { FileJobStore } from './file-job-store.ts';
import { gone, killHostAt } from './killed-host.ts';
import { MemoryJobStore } from './memory-job-store.ts';
import type { OddEvent } from './odd-job.ts';
import { openQueue } from './open-queue.ts';

test('after a kill of the application a job goes on from what it saved; one that cannot has failed', async () => {
  const folder = await temporaryFolder();
  const file = path.join(folder, 'count');
  const events = await killHostAt<OddEvent>(
    folder,
    [
      { kind: 'thumbnails', payload: { act: 'work' } },
      { kind: 'train', payload: { act: 'rise', to: 40, file } },
    ],
    'odd',
    ({ n }) => n === 5,
  );
  await Promise.all([...new Set(events.map(({ pid }) => pid))].map(gone));
  const before = Number(await readFile(file, 'utf8'));
  expect(before).toBeLessThan(40);

  const store = new FileJobStore(path.join(folder, 'jobs.json'));
  expect(store.list(['running'])).toHaveLength(2);
  const { queue, news } = await openQueue({ store, logsDir: path.join(folder, 'logs') });
  const [light] = store.list(['failed']);
  expect(light).toMatchObject({
    kind: 'thumbnails',
    failure: { code: 'interrupted', problem: 'Blemish ended before it was done', remedy: 'Start it again' },
  });
  const [{ id }] = store.list(['running']);
  expect(await queue.finished(id)).toMatchObject({ state: 'done', result: 40, attempts: 2 });
  const told = news.flatMap((piece) => (piece.type === 'events' ? (piece.events as OddEvent[]) : []));
  expect(told[0].n).toBe(before + 1);
});

test('a worker in an endless loop does not outlive the application', async () => {
  const folder = await temporaryFolder();
  const [{ pid }] = await killHostAt<OddEvent>(
    folder,
    [{ kind: 'thumbnails', payload: { act: 'hang' } }],
    'odd',
    () => true,
  );
  await gone(pid);
});

test('closing in order: what can go on waits, what stood still stays so, what cannot has failed', async () => {
  const file = path.join(await temporaryFolder(), 'count');
  const store = new MemoryJobStore();
  const first = await openQueue({ store });
  const rising = first.queue.add({ kind: 'train', payload: { act: 'rise', to: 30, file } });
  const light = first.queue.add({ kind: 'thumbnails', payload: { act: 'work' } });
  const waiting = first.queue.add({ kind: 'train', payload: { act: 'count', to: 1 } });
  for (const { id } of [rising, light]) {
    await first.heard((news) => news.type === 'events' && news.job === id);
  }
  await first.queue.close();
  expect(store.find(rising.id)?.state).toBe('queued');
  expect(store.find(light.id)).toMatchObject({ state: 'failed', failure: { code: 'interrupted' } });
  expect(store.find(waiting.id)).toMatchObject({ state: 'queued', attempts: 0 });
  expect(() => first.queue.add({ kind: 'train', payload: {} })).toThrow(/is closing/);

  const second = await openQueue({ store });
  expect(await second.queue.finished(rising.id)).toMatchObject({ state: 'done', result: 30 });
  expect(await second.queue.finished(waiting.id)).toMatchObject({ state: 'done' });
});

test('a job that was at work each time the application ended waits for a person', async () => {
  const store = new MemoryJobStore();
  const { queue, heard } = await openQueue({ store });
  const { id } = queue.add({ kind: 'train', payload: { act: 'work' } });
  await heard((news) => news.type === 'events');
  await queue.close();
  store.update(id, { state: 'running', attempts: 5 });
  await openQueue({ store });
  expect(store.find(id)).toMatchObject({ state: 'failed', failure: { code: 'interrupted' } });
});

test('the log of a job that the application did not outlive is told, and its file removed', async () => {
  const folder = await temporaryFolder();
  const logs = path.join(folder, 'logs');
  const file = path.join(folder, 'count');
  const hasLog = (): boolean => existsSync(logs) && readdirSync(logs).some((name) => name.endsWith('.log'));
  await killHostAt<OddEvent>(
    folder,
    [{ kind: 'thumbnails', payload: { act: 'rise', to: 1_000_000, file } }],
    'odd',
    hasLog,
  );
  const store = new FileJobStore(path.join(folder, 'jobs.json'));
  await openQueue({ store, logsDir: logs });
  const [job] = store.list(['failed']);
  expect(job.failure?.log).toContain('now rise');
  expect(await readdir(logs)).toEqual([]);
});

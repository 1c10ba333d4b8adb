import { v7 as newId } from 'uuid';
import { expect, test } from 'vitest';
import type { Job } from '../../app/domain/job.ts';
import { openProject } from './open-project.ts';
import { QUIET, newProject } from './store.testing.ts';

function jobOf(changes: Partial<Job>): Job {
  return {
    ...{ id: newId(), kind: 'train', state: 'queued', priority: 0, payload: { seed: 1 }, progress: null },
    ...{ attempts: 0, failure: null, result: null, createdAt: 1, startedAt: null, finishedAt: null },
    ...changes,
  };
}

test('the higher priority goes first, of equal ones the older, also after a restart', async () => {
  const store = await newProject();
  const [first, second, urgent, done] = [{}, {}, { priority: 2.5 }, { state: 'done' as const }].map(jobOf);
  for (const job of [done, second, first, urgent].sort((a, b) => (a.id < b.id ? -1 : 1)))
    store.jobs.insert(job);
  await store.close();
  const again = await openProject(store.place.file, QUIET);
  expect(again.jobs.list(['queued', 'running'])).toEqual([urgent, first, second]);
  expect(again.jobs.list([])).toEqual([]);
  await again.close();
});

test('a job changes in the fields that are given', async () => {
  const store = await newProject();
  const job = jobOf({});
  store.jobs.insert(job);
  const progress = { done: 1, total: 10, secondsLeft: null, doing: 'step 1' };
  store.jobs.update(job.id, { state: 'running', startedAt: 2, attempts: 1, progress });
  const failure = { code: 'crash', subject: null, problem: 'it died', remedy: null, log: 'last words' };
  store.jobs.update(job.id, { state: 'failed', failure, result: [1] });
  expect(store.jobs.find(job.id)).toEqual({
    ...job,
    ...{ state: 'failed', startedAt: 2, attempts: 1, progress, failure, result: [1] },
  });
  expect(() => {
    store.jobs.update(newId(), { state: 'done' });
  }).toThrow(/no such job/);
  await store.close();
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Job } from '../../app/domain/job.ts';
import { type Occupant, nextJobs } from './next-jobs.ts';

const job = (id: string, kind: Job['kind']): Job => ({
  id,
  kind,
  state: 'queued',
  priority: 0,
  payload: null,
  progress: null,
  attempts: 0,
  failure: null,
  result: null,
  createdAt: 0,
  startedAt: null,
  finishedAt: null,
});
const isHeavy = ({ kind }: Job): boolean => kind === 'train';
const busy = (heavy: boolean, paused = false, resumable = heavy): Occupant => ({
  id: 'there',
  heavy,
  paused,
  resumable,
});

test('one heavy job and as many light ones as there is room for start, in their order', () => {
  const waiting = [
    job('a', 'train'),
    job('b', 'import'),
    job('c', 'train'),
    job('d', 'import'),
    job('e', 'import'),
  ];
  const { start, release } = nextJobs(waiting, [busy(false)], isHeavy, 3);
  expect(start.map(({ id }) => id)).toEqual(['a', 'b', 'd']);
  expect(release).toBeNull();
});

test('a heavy job waits for the one that runs, and a paused one that can go on later makes room for it', () => {
  const waiting = [job('a', 'train')];
  expect(nextJobs(waiting, [busy(true)], isHeavy, 1)).toEqual({ start: [], release: null });
  expect(nextJobs(waiting, [busy(true, true)], isHeavy, 1)).toEqual({ start: [], release: 'there' });
  expect(nextJobs(waiting, [busy(true, true, false)], isHeavy, 1)).toEqual({ start: [], release: null });
  expect(nextJobs([job('b', 'import')], [busy(true, true)], isHeavy, 1).release).toBeNull();
});

test('whatever waits and runs, limits hold and the order of each sort is kept', () => {
  const kinds = fc.array(fc.constantFrom<Job['kind']>('train', 'import'));
  const occupants = fc.array(fc.tuple(fc.boolean(), fc.boolean()));
  fc.assert(
    fc.property(kinds, occupants, fc.integer({ min: 1, max: 4 }), (waiting, there, limit) => {
      const jobs = waiting.map((kind, index) => job(String(index), kind));
      const running = there.map(([heavy, paused]) => busy(heavy, paused));
      const { start } = nextJobs(jobs, running, isHeavy, limit);
      const light = start.filter((each) => !isHeavy(each));
      const heavy = start.filter(isHeavy);
      const working = running.filter((each) => !each.heavy && !each.paused).length;
      expect(heavy.length + running.filter((each) => each.heavy).length).toBeLessThanOrEqual(
        Math.max(1, running.filter((each) => each.heavy).length),
      );
      expect(light).toEqual(jobs.filter((each) => !isHeavy(each)).slice(0, Math.max(0, limit - working)));
      expect(heavy).toEqual(jobs.filter(isHeavy).slice(0, heavy.length));
    }),
  );
});

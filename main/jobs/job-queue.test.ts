import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { MemoryJobStore } from '../../tests/jobs/memory-job-store.ts';
import { FakeHost, type FakeProcess } from './fake-host.testing.ts';
import { type JobDefinition, jobHandler } from './job-handler.ts';
import { JobQueue } from './job-queue.ts';

/** A kind whose processes are told apart by their script. */
const definition = (kind: 'train' | 'thumbnails'): JobDefinition<unknown, unknown, unknown> => ({
  kind,
  script: new URL(`file:///${kind}.ts`),
  payload: z.unknown(),
  event: z.unknown(),
  result: z.unknown(),
  isHeavy: () => kind === 'train',
  resumable: kind === 'train',
  silenceMs: 60_000,
});

const noSink = { events: () => undefined, result: () => undefined };

/** A worker that answers orders at once, and ends well when the test says so. */
class Obedient {
  readonly process: FakeProcess;
  gone = false;

  constructor(process: FakeProcess) {
    this.process = process;
    process.listener.message({ type: 'ready' });
    const send = process.sent.push.bind(process.sent);
    process.sent.push = (...messages) => {
      for (const { type } of messages) {
        queueMicrotask(() => {
          this.obey(type);
        });
      }
      return send(...messages);
    };
  }

  get isHeavy(): boolean {
    return this.process.script.url.pathname.includes('train');
  }

  finish(): void {
    if (!this.gone) this.process.listener.message({ type: 'done', result: 1 });
  }

  private obey(order: string): void {
    if (this.gone) return;
    const { message, exited } = this.process.listener;
    if (order === 'pause') message({ type: 'paused' });
    if (order === 'resume') message({ type: 'resumed' });
    if (order === 'cancel') message({ type: 'cancelled' });
    if (order === 'end') {
      this.gone = true;
      exited({ code: 0, signal: null });
    }
  }
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('whatever is asked in whatever order, limits hold and everything comes to an end', async () => {
  const orders = fc.array(
    fc.tuple(
      fc.constantFrom('train', 'thumbnails', 'pause', 'resume', 'cancel', 'retry', 'finish'),
      fc.nat({ max: 20 }),
    ),
    { maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(orders, async (steps) => {
      const workers: Obedient[] = [];
      const store = new MemoryJobStore();
      const errors: unknown[] = [];
      const queue = await JobQueue.open({
        store,
        host: new FakeHost((process) => workers.push(new Obedient(process))),
        handlers: [jobHandler(definition('train'), noSink), jobHandler(definition('thumbnails'), noSink)],
        logsDir: null,
        lightLimit: 2,
        onError: (error) => errors.push(error),
      });
      const ids: string[] = [];
      const check = (): void => {
        const alive = workers.filter(({ gone }) => !gone);
        expect(alive.filter(({ isHeavy }) => isHeavy).length).toBeLessThanOrEqual(1);
        const running = store.list(['running']);
        expect(running.filter(({ kind }) => kind === 'train').length).toBeLessThanOrEqual(1);
      };
      for (const [order, n] of steps) {
        if (order === 'train' || order === 'thumbnails') {
          ids.push(queue.add({ kind: order, payload: null, priority: n % 3 }).id);
        } else if (order === 'finish') {
          workers.filter(({ gone }) => !gone)[n]?.finish();
        } else if (n < ids.length && isAllowed(order, store.find(ids[n])?.state)) {
          queue[order](ids[n]);
        }
        await settle();
        check();
      }
      for (let round = 0; store.list(['queued', 'running', 'paused']).length > 0; round++) {
        expect(round).toBeLessThan(200);
        for (const { id } of store.list(['paused'])) queue.resume(id);
        for (const worker of workers) worker.finish();
        await settle();
        check();
      }
      await queue.close();
      expect(errors).toEqual([]);
      expect(store.list(['done', 'cancelled'])).toHaveLength(ids.length);
    }),
  );
});

function isAllowed(order: 'pause' | 'resume' | 'cancel' | 'retry', state: string | undefined): boolean {
  const allowed = {
    pause: ['running'],
    resume: ['running', 'paused'],
    cancel: ['queued', 'running', 'paused'],
    retry: ['failed', 'cancelled'],
  };
  return state !== undefined && allowed[order].includes(state);
}

test('a waiting job whose payload this version does not take has failed, and the others go on', async () => {
  const store = new MemoryJobStore();
  const strict = { ...definition('thumbnails'), payload: z.literal('good') };
  const workers: Obedient[] = [];
  const options = {
    store,
    host: new FakeHost((process) => workers.push(new Obedient(process))),
    logsDir: null,
    lightLimit: 1,
    onError: (error: unknown) => {
      throw error;
    },
  };
  const open = await JobQueue.open({ ...options, handlers: [jobHandler(definition('thumbnails'), noSink)] });
  const ids = ['first', 'bad', 'good'].map((payload) => open.add({ kind: 'thumbnails', payload }).id);
  await settle();
  await open.close();
  const queue = await JobQueue.open({ ...options, handlers: [jobHandler(strict, noSink)] });
  await settle();
  workers.at(-1)?.finish();
  expect(await queue.finished(ids[2])).toMatchObject({ state: 'done' });
  expect(store.find(ids[1])).toMatchObject({ state: 'failed', failure: { code: 'input' } });
  await queue.close();
});

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseSettings } from '../../app/settings/parse-settings.ts';
import { jobHandler } from '../../main/jobs/job-handler.ts';
import { type TrainPayload, trainJob } from '../../main/workers/train-job.ts';
import type { TrainingEvent } from '../../native-models/training/events.ts';
import { loadPreset } from '../../native-models/training/presets.ts';
import { type SmallData, temporaryFolder, writeSmallData } from '../cli/small-data.ts';
import { FileJobStore } from './file-job-store.ts';
import { killHostAt } from './killed-host.ts';
import { type OpenQueue, openQueue } from './open-queue.ts';

/** Two steps an epoch. */
const SETTINGS = `
model: { decoder_channels: [16, 8, 8] }
data: { image_size: 64 }
training: { batch_size: 2, num_epochs: 3, validate_every_epochs: 1 }
`;

function payload({ images, masks, split }: SmallData, outDir: string): TrainPayload {
  return {
    imagesDir: images,
    masksDir: masks,
    splitFile: split,
    settings: parseSettings(SETTINGS, 'settings', loadPreset('quick').settings),
    outDir,
    device: 'cpu',
    threads: 1,
    minutes: null,
    resume: false,
  };
}

interface Trainings extends OpenQueue {
  readonly events: readonly TrainingEvent[];
}

async function openTrainings(options: Parameters<typeof openQueue>[0] = {}): Promise<Trainings> {
  const events: TrainingEvent[] = [];
  const sink = {
    events: (_: unknown, told: readonly TrainingEvent[]) => events.push(...told),
    result: () => undefined,
  };
  return { ...(await openQueue({ ...options, handlers: [jobHandler(trainJob, sink)] })), events };
}

const losses = (events: readonly TrainingEvent[]): Map<number, number> =>
  new Map(events.flatMap((event) => (event.type === 'step' ? [[event.step, event.loss] as const] : [])));

test('a training tells every step, its validations, pictures and checkpoints, and ends with its summary', async () => {
  const data = await writeSmallData();
  const { queue, events } = await openTrainings();
  const { id } = queue.add({ kind: 'train', payload: payload(data, path.join(data.folder, 'run')) });
  const job = await queue.finished(id);
  expect(job.failure).toBeNull();
  expect(job).toMatchObject({
    state: 'done',
    result: { steps: 6, finished: true },
    progress: { done: 6, total: 6 },
  });
  expect([...losses(events).keys()]).toEqual([1, 2, 3, 4, 5, 6]);
  const kinds = new Set(events.map(({ type }) => type));
  expect([...kinds].sort()).toEqual(['epoch', 'note', 'samples', 'saved', 'start', 'step', 'validation']);
  const samples = events.flatMap((event) => (event.type === 'samples' ? event.samples : []));
  expect(samples[0].truth.data).toBeInstanceOf(Uint8Array);
});

test('killed with the application it goes on, and every step has the loss of an uninterrupted run', async () => {
  const data = await writeSmallData();
  const whole = await openTrainings();
  await whole.queue.finished(
    whole.queue.add({ kind: 'train', payload: payload(data, path.join(data.folder, 'whole')) }).id,
  );

  const folder = await temporaryFolder();
  const told = await killHostAt<TrainingEvent>(
    folder,
    [{ kind: 'train', payload: payload(data, path.join(data.folder, 'killed')) }],
    'real',
    (event) => event.type === 'saved' && event.step === 2,
  );
  const store = new FileJobStore(path.join(folder, 'jobs.json'));
  const [{ id }] = store.list(['running']);
  const resumed = await openTrainings({ store });
  expect(await resumed.queue.finished(id)).toMatchObject({ state: 'done', attempts: 2 });
  const starts = resumed.events.flatMap((event) => (event.type === 'start' ? [event.step] : []));
  expect(starts[0]).toBeGreaterThanOrEqual(2);
  expect(new Map([...losses(told), ...losses(resumed.events)])).toEqual(losses(whole.events));
});

test('paused, it has saved; cancelled, it can be tried again and goes on', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'run');
  const { queue, events, heard, becomes } = await openTrainings();
  const { id } = queue.add({ kind: 'train', payload: payload(data, out) });
  queue.pause(id);
  await becomes(id, 'paused');
  expect(existsSync(path.join(out, 'last.safetensors'))).toBe(true);
  queue.cancel(id);
  expect(await queue.finished(id)).toMatchObject({ state: 'cancelled' });
  await heard((news) => news.type === 'events');
  queue.retry(id);
  expect(await queue.finished(id)).toMatchObject({ state: 'done', attempts: 2 });
  expect([...losses(events).keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a picture that cannot be read fails the job with its name, and leaves no folder', async () => {
  const data = await writeSmallData();
  await writeFile(path.join(data.images, 'tile3.png'), 'no picture');
  const out = path.join(data.folder, 'run');
  const { queue } = await openTrainings();
  const { failure } = await queue.finished(queue.add({ kind: 'train', payload: payload(data, out) }).id);
  expect(failure).toMatchObject({ code: 'input', subject: expect.stringContaining('tile3.png') as string });
  expect(existsSync(out)).toBe(false);
});

test("another job's run is not gone on with, unless that is what was asked for", async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'run');
  const { queue } = await openTrainings();
  await queue.finished(queue.add({ kind: 'train', payload: payload(data, out) }).id);
  const { id } = queue.add({ kind: 'train', payload: payload(data, out) });
  expect(await queue.finished(id)).toMatchObject({
    state: 'failed',
    failure: { code: 'usage', subject: out },
  });
  queue.retry(id);
  expect((await queue.finished(id)).state).toBe('failed');
  const again = queue.add({ kind: 'train', payload: { ...payload(data, out), resume: true } });
  expect(await queue.finished(again.id)).toMatchObject({ state: 'done', result: { steps: 6 } });
});

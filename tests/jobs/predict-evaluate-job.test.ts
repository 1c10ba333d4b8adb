import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { jobHandler } from '../../main/jobs/job-handler.ts';
import { type EvaluateEvent, type EvaluatePayload, evaluateJob } from '../../main/workers/evaluate-job.ts';
import { type PredictEvent, type NewPredictPayload, predictJob } from '../../main/workers/predict-job.ts';
import { type SmallData, writeSmallData } from '../cli/small-data.ts';
import { trainSmall } from '../cli/train-small.ts';
import { noSink, openQueue } from './open-queue.ts';

const onCpu = { device: 'cpu', threads: 1, scale: null } as const;

async function trained(): Promise<{ data: SmallData; modelDir: string }> {
  const data = await writeSmallData();
  const modelDir = path.join(data.folder, 'model');
  await trainSmall(data, modelDir);
  return { data, modelDir };
}

test('each predicted picture is told with its record and where its files are; each scored one with its counts', async () => {
  const { data, modelDir } = await trained();
  const records: PredictEvent[] = [];
  const counts: EvaluateEvent[] = [];
  const { queue } = await openQueue({
    handlers: [
      jobHandler(predictJob, { ...noSink, events: (_, told) => records.push(...told) }),
      jobHandler(evaluateJob, { ...noSink, events: (_, told) => counts.push(...told) }),
    ],
  });
  const images = [3, 7].map((index) => path.join(data.images, `tile${index}.png`));
  const outDir = path.join(data.folder, 'predictions');
  const predicting = queue.add({
    kind: 'predict',
    payload: { ...onCpu, regions: null, modelDir, images, outDir } satisfies NewPredictPayload,
  });
  const scoring = queue.add({
    kind: 'evaluate',
    payload: {
      ...onCpu,
      modelDir,
      imagesDir: data.images,
      masksDir: data.masks,
      splitFile: data.split,
      subset: 'test',
      tolerancePx: 2,
    } satisfies EvaluatePayload,
  });

  const predicted = await queue.finished(predicting.id);
  expect(predicted.failure).toBeNull();
  expect(predicted).toMatchObject({ state: 'done', result: { images: 2 }, progress: { done: 2, total: 2 } });
  expect(records.map(({ image }) => image)).toEqual(images);
  for (const { stem } of records) expect(existsSync(path.join(outDir, `${stem}.json`))).toBe(true);

  const scored = await queue.finished(scoring.id);
  expect(scored.failure).toBeNull();
  expect(scored).toMatchObject({ state: 'done', result: { images: 2 }, progress: { done: 2, total: 2 } });
  expect(counts.map(({ image, defective }) => [image, defective])).toEqual([
    ['tile6.png', true],
    ['tile7.png', false],
  ]);
  const pixels = counts.map(({ confusion }) => confusion.reduce((sum, value) => sum + value, 0));
  expect(pixels).toEqual([64 * 48, 64 * 48]);
});

test('a prediction is paused, goes on, and is cancelled between pictures', async () => {
  const { data, modelDir } = await trained();
  const images = await manyPictures(data, 400);
  const { queue, becomes, heard, store } = await openQueue({ handlers: [jobHandler(predictJob, noSink)] });
  const { id } = queue.add({
    kind: 'predict',
    payload: {
      ...onCpu,
      regions: null,
      modelDir,
      images,
      outDir: path.join(data.folder, 'out'),
    } satisfies NewPredictPayload,
  });
  await heard(({ type }) => type === 'events');
  queue.pause(id);
  await becomes(id, 'paused');
  queue.resume(id);
  await becomes(id, 'running');
  queue.cancel(id);
  expect((await queue.finished(id)).state).toBe('cancelled');
  expect(store.find(id)?.progress?.done).toBeLessThan(400);
});

test('a model that is not there fails the job with one clear line', async () => {
  const data = await writeSmallData();
  const { queue } = await openQueue({ handlers: [jobHandler(predictJob, noSink)] });
  const images = [path.join(data.images, 'tile0.png')];
  const modelDir = path.join(data.folder, 'none');
  const outDir = path.join(data.folder, 'out');
  const { id } = queue.add({
    kind: 'predict',
    payload: { ...onCpu, regions: null, modelDir, images, outDir },
  });
  expect((await queue.finished(id)).failure).toMatchObject({
    code: 'input',
    subject: expect.stringContaining('none') as string,
  });
  expect(existsSync(outDir)).toBe(false);
});

async function manyPictures(data: SmallData, count: number): Promise<string[]> {
  const files = Array.from({ length: count }, (_, index) => path.join(data.folder, `picture${index}.png`));
  for (const file of files) await cp(path.join(data.images, 'tile0.png'), file);
  return files;
}

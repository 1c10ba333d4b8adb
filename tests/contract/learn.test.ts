import { gathered } from '../../app/contract/events.ts';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { ContractClient } from '../../app/contract/client.ts';
import { importSmallProject } from '../cli/small-project.ts';
import { openHost, transports } from './open-host.ts';

const MEANS = { device: 'cpu', threads: 1 } as const;
/** Of 64 x 48 px, the left quarter. */
const LEFT = [[0, 0, 16, 0, 16, 48, 0, 48]];
const SETTINGS = `
model: { encoder: compact, encoder_frozen: false, decoder_channels: [16, 8, 8] }
data: { image_size: 64 }
training: { batch_size: 2, num_epochs: 1, warmup_epochs: 0, validate_every_epochs: 1 }
loss: { class_weights: data }
`;

test('a client trains, predicts and scores; a model is asked for what is to be inspected alone, each image by its own scale', async () => {
  const client = await clientOfSmallProject();
  await client.project.setScale({ scale: { pxPerMmX: 20, pxPerMmY: 20 } });
  const run = await client.runs.train({
    name: null,
    splitId: null,
    settings: SETTINGS,
    ...MEANS,
    minutes: null,
  });
  await isDone(client, run.jobId);
  expect(await client.runs.find({ runId: run.id })).toMatchObject({ state: 'finished', channels: [1, 2] });

  await client.regions.add({ scope: { level: 'project' }, zone: null, rings: LEFT });
  const subset = { splitId: run.splitId!, subset: 'test' } as const;
  const [first, second] = await gathered(await client.images.ids({ filter: { subset } }));
  const ofFirst = { scope: { level: 'image', imageId: first }, zone: null } as const;
  await client.regions.add({ ...ofFirst, rings: [[0, 0, 8, 0, 8, 8, 0, 8]] });
  const jobs = await client.predictions.predict({ runId: run.id, filter: { subset }, ...MEANS });
  expect(jobs).toHaveLength(1);
  await isDone(client, jobs[0]);
  expect(
    (await gathered(await client.predictions.ofRun({ runId: run.id }))).map(({ imageId }) => imageId),
  ).toEqual([first, second]);
  expect(await rightmost(client, run.id, first)).toBeLessThanOrEqual(8);
  expect(await rightmost(client, run.id, second)).toBeLessThanOrEqual(16);

  await client.images.place({ imageIds: [first], placement: { scale: { pxPerMmX: 10, pxPerMmY: 10 } } });
  const scoring = await client.evaluation.evaluate({
    runId: run.id,
    subset: 'test',
    tolerancePx: 2,
    ...MEANS,
  });
  await isDone(client, scoring);
  const [evaluation] = await client.evaluation.ofRun({ runId: run.id });
  expect(evaluation).toMatchObject({
    settings: { tolerance_px: 2, scale: { pxPerMmX: 10, pxPerMmY: 10 } },
    scores: { settings: { length_unit: 'mm' } },
  });
  const images = await gathered(await client.evaluation.images({ evaluationId: evaluation.id }));
  expect(images.map(({ counts }) => sum(confusionSchema.parse(counts).confusion))).toEqual([8 * 8, 16 * 48]);
  expect(await client.evaluation.isUpToDate({ evaluationId: evaluation.id })).toBe(true);
});

const confusionSchema = z.object({ confusion: z.array(z.number()) });
const instancesSchema = z.array(z.object({ box: z.object({ x: z.number(), width: z.number() }) }));

async function clientOfSmallProject(): Promise<ContractClient> {
  const { project } = await importSmallProject();
  const opened = await openHost();
  const caller = await transports.MessagePort(opened.doors);
  onTestFinished(async () => {
    caller.hangUp();
    await opened.close();
  });
  await caller.client.project.open({ path: project, readOnly: false });
  return caller.client;
}

async function isDone(client: ContractClient, jobId: string | null): Promise<void> {
  const jobs = await client.jobs.watch();
  for (;;) {
    const { state, failure } = await client.jobs.find({ jobId: jobId! });
    if (failure !== null) throw new Error(failure.problem);
    if (state === 'done') break;
    await jobs.next();
  }
  await jobs.return();
}

/** The right edge of all that was found in an image, px; 0 where nothing was. */
async function rightmost(client: ContractClient, runId: string, imageId: string): Promise<number> {
  const { instances } = await client.predictions.find({ runId, imageId });
  return Math.max(0, ...instancesSchema.parse(instances).map(({ box: { x, width } }) => x + width));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

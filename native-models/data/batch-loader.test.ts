import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { IGNORE } from '../../app/mask/label-map.ts';
import { DEFAULT_SETTINGS } from '../../app/settings/training-settings.ts';
import { BatchLoader } from './batch-loader.ts';
import type { Batch, BatchSource } from './batch.ts';
import { readDataset } from './dataset.ts';
import { createInputMapping } from './input-mapping.ts';

const IMAGE_SIZE = 56;
const BATCH_SIZE = 3;
const STEPS = 4;

let source: BatchSource;
let classCount: number;
beforeAll(async () => {
  const sample = (name: string): string => fileURLToPath(new URL(`../../sample/${name}`, import.meta.url));
  const { classes, items } = await readDataset({
    imagesDir: sample('images'),
    masksDir: sample('masks'),
    splitFile: sample('split.csv'),
  });
  classCount = classes.length;
  const { data } = DEFAULT_SETTINGS;
  const sampling = { ...data.sampling, defect_crop_probability: 0.5, class_balanced: true };
  source = {
    items: items.filter(({ subset }) => subset === 'train'),
    mapping: createInputMapping(1, 8),
    settings: { ...data, image_size: IMAGE_SIZE, sampling },
    seed: 5,
  };
});

test('batches are the same whatever the number of workers', async () => {
  expect(isDeepStrictEqual(await batchesOf(3, 1), await batchesOf(1, 1))).toBe(true);
});

test('an epoch taken up again goes on with the same batches', async () => {
  expect(isDeepStrictEqual(await batchesOf(1, 1, 2), (await batchesOf(1, 1)).slice(2))).toBe(true);
});

test('another epoch shows other pictures', async () => {
  expect(isDeepStrictEqual(await batchesOf(1, 2), await batchesOf(1, 1))).toBe(false);
});

test('pictures are normalized and labels are class ids', async () => {
  const [first] = await batchesOf(1, 1);
  expect(first.pictures.length).toBe(BATCH_SIZE * IMAGE_SIZE ** 2);
  expect(first.labels.length).toBe(BATCH_SIZE * IMAGE_SIZE ** 2);
  const [mean] = source.mapping.mean;
  const [deviation] = source.mapping.deviation;
  for (const value of first.pictures) {
    expect(value).toBeGreaterThanOrEqual((0 - mean) / deviation - 1e-5);
    expect(value).toBeLessThanOrEqual((1 - mean) / deviation + 1e-5);
  }
  expect(first.labels.every((id) => id === IGNORE || id < classCount)).toBe(true);
  expect(first.labels.some((id) => id > 0 && id < classCount)).toBe(true);
});

test('a picture that cannot be read fails the batch that needs it', async () => {
  const items = source.items.map((item) => ({ ...item, imagePath: `${item.imagePath}.missing` }));
  const failure: unknown = await batchesOf(1, 1, 0, { ...source, items }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(BlemishError);
  expect(String(failure)).toContain('.missing');
});

async function batchesOf(workers: number, epoch: number, fromStep = 0, from = source): Promise<Batch[]> {
  const loader = new BatchLoader({ source: from, batchSize: BATCH_SIZE, stepsPerEpoch: STEPS, workers });
  try {
    const batches: Batch[] = [];
    for await (const batch of loader.batches(epoch, fromStep)) batches.push(batch);
    return batches;
  } finally {
    await loader.close();
  }
}

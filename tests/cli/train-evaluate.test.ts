import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jsonOf, runBlemish } from './run-blemish.ts';
import { writeSmallData } from './small-data.ts';
import { evaluateArguments, trainArguments } from './small-training.ts';

const dentSchema = z.object({
  classes: z.object({
    dent: z.object({
      iou: z.number(),
      dice: z.number(),
      boundaries: z.object({ strict_iou: z.number() }),
      instances: z.object({
        found: z.number(),
        detection_rate_estimate: z.object({ low: z.number(), high: z.number() }),
        detection_rate_by_size: z.array(z.number().nullable()),
        false_calls: z.number(),
        false_calls_per_image: z.number(),
        false_calls_per_m2: z.number(),
      }),
    }),
  }),
});

test('train writes a model folder that evaluate scores', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const trained = await runBlemish([...(await trainArguments(data, out)), '--json']);
  expect(trained.stderr).toContain('Trained 4 steps');
  expect(trained.code).toBe(0);
  expect(jsonOf(trained)).toMatchObject({
    steps: 4,
    finished: true,
    images_per_second: expect.any(Number) as number,
    data_wait_share: expect.any(Number) as number,
    best_epoch: expect.any(Number) as number,
    best_val_miou: expect.any(Number) as number,
    peak_rss_mb: expect.any(Number) as number,
  });
  expect((await readdir(out)).sort()).toEqual([
    'best.safetensors',
    'last.safetensors',
    'model.json',
    'run.json',
  ]);

  const evaluated = await runBlemish([...evaluateArguments(data, out), '--json']);
  expect(evaluated.code).toBe(0);
  const share = expect.toSatisfy(
    (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1,
  ) as number;
  const counts = {
    defective: 1,
    escapes: expect.any(Number) as number,
    unlocated: expect.any(Number) as number,
  };
  const good = { good: 1, overkill: expect.any(Number) as number };
  expect(jsonOf(evaluated)).toMatchObject({
    miou: share,
    defect_iou: share,
    foreground_iou: share,
    iou: { background: share, dent: share },
    boundary_tolerant_iou: {
      background: { boundaryTolerantIou: share },
      dent: { boundaryTolerantIou: share },
    },
    images: { ...counts, ...good },
    parts: { ...counts, ...good },
  });
});

test('evaluate counts defects, parts and lengths as the small data have them', async () => {
  const data = await writeSmallData();
  const model = path.join(data.folder, 'model');
  await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  const evaluated = await runBlemish([...evaluateArguments(data, model), '--px-per-mm', '10', '--json']);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  expect(evaluated.stdout).toContain('detection rate');
  // The test subset: one dent of 33 x 20 px, and one good picture, each a part of its own.
  expect(jsonOf(evaluated)).toMatchObject({
    settings: { length_unit: 'mm', tolerances_px: [1, 2, 3, 5, 8] },
    parts: {
      escape_rate: { n: 1, unit: 'part', method: 'clopper-pearson' },
      overkill_rate: { n: 1, unit: 'part', method: 'clopper-pearson' },
    },
    defect_iou_estimate: { n: 2, unit: 'part', method: 'cluster-bootstrap' },
    classes: {
      dent: {
        instances: { truths: 1, detection_rate_estimate: { n: 1, method: 'clopper-pearson' } },
        detection_probability: { status: 'refused', reason: 'too few flaws', n: 1, size_unit: 'mm' },
      },
      scratch: { instances: { truths: 0, instance_detection_rate: null }, detection_probability: { n: 0 } },
    },
    overall: { instances: { truths: 1 } },
  });
  const { iou, dice, boundaries, instances } = dentSchema.parse(jsonOf(evaluated)).classes.dent;
  expect(dice).toBeCloseTo((2 * iou) / (1 + iou), 12);
  expect(boundaries.strict_iou).toBe(iou);
  // One defect, found or not, vouches for little: Clopper and Pearson's [0.025, 1] or [0, 0.975].
  const { low, high } = instances.detection_rate_estimate;
  expect(high - low).toBeCloseTo(0.975, 9);
  // It is between 2 and 5 mm long.
  expect(instances.detection_rate_by_size).toEqual([null, null, null, instances.found, null]);
  // Two pictures of 64 x 48 px at 10 px per mm.
  expect(instances.false_calls_per_image).toBe(instances.false_calls / 2);
  expect(instances.false_calls_per_m2).toBeCloseTo((instances.false_calls * 1e6) / 61.44, 6);
});

test('evaluate writes its scores in all and by image', async () => {
  const data = await writeSmallData();
  const [model, scores] = ['model', 'scores'].map((name) => path.join(data.folder, name));
  await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  const evaluated = await runBlemish([...evaluateArguments(data, model), '--out', scores, '--json']);
  expect(JSON.parse(await readFile(path.join(scores, 'scores.json'), 'utf8'))).toEqual(jsonOf(evaluated));
  expect(JSON.parse(await readFile(path.join(scores, 'images.json'), 'utf8'))).toMatchObject([
    {
      image: 'tile6.png',
      part: 'part6',
      instances: expect.arrayContaining([
        expect.objectContaining({
          class: 'dent',
          side: 'truth',
          area_px: 33 * 20,
          width_px: 20,
          box: { x: 0, y: 0, width: 33, height: 20 },
          orientation: 0,
        }) as unknown,
      ]) as unknown[],
    },
    { image: 'tile7.png', part: 'part7' },
  ]);
});

test('the seed alone decides what is learned', async () => {
  const data = await writeSmallData();
  const learned = async (name: string, seed: string): Promise<Buffer> => {
    const out = path.join(data.folder, name);
    const { code, stderr } = await runBlemish([...(await trainArguments(data, out)), '--seed', seed]);
    expect(code, stderr).toBe(0);
    return readFile(path.join(out, 'best.safetensors'));
  };
  const first = await learned('first', '1');
  expect(first.equals(await learned('again', '1'))).toBe(true);
  expect(first.equals(await learned('other', '2'))).toBe(false);
});

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { jsonOf, runBlemish } from './run-blemish.ts';
import { writeSmallData } from './small-data.ts';
import { evaluateArguments, trainArguments } from './small-training.ts';

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

test('evaluate writes its scores in all and by image', async () => {
  const data = await writeSmallData();
  const [model, scores] = ['model', 'scores'].map((name) => path.join(data.folder, name));
  await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  const evaluated = await runBlemish([...evaluateArguments(data, model), '--out', scores, '--json']);
  expect(JSON.parse(await readFile(path.join(scores, 'scores.json'), 'utf8'))).toEqual(jsonOf(evaluated));
  expect(JSON.parse(await readFile(path.join(scores, 'images.json'), 'utf8'))).toMatchObject([
    { image: 'tile6.png', part: 'part6' },
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

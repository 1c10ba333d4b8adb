import path from 'node:path';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { writePair, writeSmallData } from './small-data.ts';
import { evaluateArguments, trainArguments } from './small-training.ts';

test.each([
  { width: 1, height: 1 },
  { width: 30_000, height: 40 },
])('pictures of $width x $height px are learned and scored', async (size) => {
  const data = await writeSmallData();
  const [inTrain, inTest] = [0, 6];
  await writePair(data, inTrain, size);
  await writePair(data, inTest, size);
  const model = path.join(data.folder, 'model');
  const trained = await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  expect(trained.code, trained.stderr).toBe(0);
  const evaluated = await runBlemish(evaluateArguments(data, model));
  expect(evaluated.code, evaluated.stderr).toBe(0);
});

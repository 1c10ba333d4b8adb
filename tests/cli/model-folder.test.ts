import { readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { plainPng, type SmallData, writeSmallData, writeSplit } from './small-data.ts';
import { evaluateArguments, trainArguments } from './small-training.ts';

test('evaluate refuses what its model cannot read, in one line', async () => {
  const data = await writeSmallData();
  const model = path.join(data.folder, 'model');
  await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));

  const masks = await indexedMasks(data, 7);
  expect(await refusal(masks, model)).toMatch(
    /^blemish: .*tile7\.png: The mask \(line 2 of the split file\) holds the unknown class id 7\. Known are 1 "dent", 2 "scratch"\. Correct the mask[^\n]*\n$/,
  );

  const weights = path.join(model, 'best.safetensors');
  await truncate(weights, 1000);
  expect(await refusal(data, model)).toMatch(/^blemish: .*best\.safetensors: [^\n]+\. [^\n]+\.\n$/);

  const card = path.join(model, 'model.json');
  await writeFile(card, (await readFile(card, 'utf8')).replace('blemish-model/1', 'blemish-model/2'));
  expect(await refusal(data, model)).toMatch(
    /^blemish: .*model\.json: this model is of version blemish-model\/2, .*\. Use the program that made it[^\n]*\n$/,
  );
});

test('evaluate refuses a folder without a model', async () => {
  const data = await writeSmallData();
  expect(await refusal(data, data.folder)).toMatch(
    /^blemish: .*model\.json: the file cannot be read\. Give the folder/,
  );
});

/** What evaluate writes to stderr while it fails. */
async function refusal(data: SmallData, model: string): Promise<string> {
  const { code, stdout, stderr } = await runBlemish(evaluateArguments(data, model));
  expect(stdout).toBe('');
  expect(code).toBe(1);
  return stderr;
}

/** The same pictures, the last with an indexed mask of one value. */
async function indexedMasks(data: SmallData, value: number): Promise<SmallData> {
  const masks = { ...data, split: path.join(data.folder, 'indexed.csv') };
  await writeSplit(masks, ['tile7.png,tile7.png,part7,test'], 'image,mask,group,split');
  await writeFile(path.join(data.masks, 'tile7.png'), plainPng({ width: 64, height: 48 }, value));
  return masks;
}

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { jsonOf, runBlemish } from './run-blemish.ts';
import { plainPng, rowOf, type SmallData, writeSmallData, writeSplit } from './small-data.ts';
import { evaluateArguments, trainArguments } from './small-training.ts';

const COLUMNS = 'image,mask,class,group,split,region';
const SUBSETS = ['train', 'train', 'train', 'train', 'val', 'val', 'test', 'test'];

test('outside its region a picture neither shows defects nor is rejected', async () => {
  const data = await writeSmallData();
  const model = path.join(data.folder, 'model');
  await writeSplit(data, rowsWith('lower.png'), COLUMNS);
  await writeFile(path.join(data.masks, 'lower.png'), rowsFrom(12));
  const trained = await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  expect(trained.code, trained.stderr).toBe(0);

  // From now on every picture is found to be one defect of all its pixels, if these are at least 1000.
  await setOperatingPoints(model, { t0: 1e-9, t: 1e-9, minAreaPx: 1000 });
  expect(await outcomes(data, model)).toMatchObject({
    defective: 1,
    escapes: 0,
    unlocated: 0,
    good: 1,
    overkill: 1,
  });
  // The defects lie in the first 20 rows; 8 rows of 64 px remain.
  await writeFile(path.join(data.masks, 'lower.png'), rowsFrom(40));
  expect(await outcomes(data, model)).toMatchObject({
    defective: 0,
    escapes: 0,
    unlocated: 0,
    good: 2,
    overkill: 0,
  });
});

test.each([
  ['of another size', plainPng({ width: 48, height: 64 }, 255), 'The file is 48x64 px, the image'],
  ['that is empty', plainPng({ width: 64, height: 48 }, 0), 'The file has no white pixel'],
])('train refuses a region %s in one line', async (_, region, problem) => {
  const data = await writeSmallData();
  await writeSplit(data, rowsWith('lower.png'), COLUMNS);
  await writeFile(path.join(data.masks, 'lower.png'), region);
  const { code, stderr } = await runBlemish(await trainArguments(data, path.join(data.folder, 'model')));
  expect(stderr).toMatch(/^blemish: .*masks.lower\.png: [^\n]+\n$/);
  expect(stderr).toContain(problem);
  expect(code).toBe(1);
});

function rowsWith(region: string): string[] {
  return SUBSETS.map((subset, index) => `${rowOf(subset, index)},${region}`);
}

/** A region of 64x48 px that begins at a row. */
function rowsFrom(row: number): Uint8Array {
  const data = new Uint8Array(64 * 48).fill(255, row * 64);
  return encode({ width: 64, height: 48, data, channels: 1, depth: 8 });
}

async function setOperatingPoints(model: string, point: Record<string, number>): Promise<void> {
  const file = path.join(model, 'model.json');
  const card = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await writeFile(file, JSON.stringify({ ...card, operatingPoints: { dent: point, scratch: point } }));
}

async function outcomes(data: SmallData, model: string): Promise<unknown> {
  const evaluated = await runBlemish([...evaluateArguments(data, model), '--json']);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  return (jsonOf(evaluated) as { images: unknown }).images;
}

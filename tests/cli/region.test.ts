import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { jsonOf, runBlemish } from './run-blemish.ts';
import { plainPng, rowOf, type SmallData, writeSmallData, writeSplit } from './small-data.ts';
import { decodeLabelMap } from '../../native-models/data/decode-label-map.ts';
import { evaluateArguments, predictArguments, trainArguments } from './small-training.ts';

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

test('predict looks inside the region alone, given for all pictures or for each', async () => {
  const data = await writeSmallData();
  const model = path.join(data.folder, 'model');
  const trained = await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  expect(trained.code, trained.stderr).toBe(0);
  await setOperatingPoints(model, { t0: 1e-9, t: 1e-9, minAreaPx: 1000 });
  const [all, each] = ['all.png', 'regions'].map((name) => path.join(data.folder, name));
  await mkdir(each);
  await writeFile(all, rowsFrom(12));
  await writeFile(path.join(each, 'tile6.png'), rowsFrom(40));

  const found = async (out: string, region: string): Promise<unknown> => {
    const outcome = await runBlemish([
      ...predictArguments(data, model, path.join(data.folder, out), 'tile6.png'),
      ...['--region', region, '--json'],
    ]);
    expect(outcome.code, outcome.stderr).toBe(0);
    const { records } = jsonOf(outcome) as { records: { instances: { box: object }[] }[] };
    return records[0].instances.map(({ box }) => box);
  };
  const below = { x: 0, y: 12, width: 64, height: 36 };
  expect(await found('once', all)).toEqual([below, below]);
  // 8 rows of 64 px are fewer than an instance needs.
  expect(await found('each', each)).toEqual([]);
  const { labels } = await decodeLabelMap(path.join(data.folder, 'once', 'tile6.png'), { kind: 'indexed' });
  const outside = labels.data.subarray(0, 12 * 64);
  expect(new Set(outside)).toEqual(new Set([255]));
  expect(labels.data.subarray(12 * 64).includes(255)).toBe(false);

  const refused = async (name: string, region: string): Promise<string> => {
    const { code, stderr } = await runBlemish([
      ...predictArguments(data, model, path.join(data.folder, 'refused'), name),
      ...['--region', region],
    ]);
    expect(code).toBe(1);
    return stderr;
  };
  expect(await refused('tile7.png', each)).toMatch(
    /^blemish: .*tile7\.png: there is no region for it, .*regions.tile7\.png\. Put a picture[^\n]*\n$/,
  );
  await writeFile(all, plainPng({ width: 48, height: 64 }, 255));
  expect(await refused('tile6.png', all)).toMatch(
    /^blemish: .*all\.png: The file is 48x64 px, the image[^\n]*\n$/,
  );
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

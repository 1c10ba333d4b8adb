import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { jsonOf, runBlemish } from './run-blemish.ts';
import {
  plainPng,
  rowOf,
  type SmallData,
  temporaryFolder,
  writeSmallData,
  writeSplit,
} from './small-data.ts';
import { evaluateArguments, trainArguments } from './small-training.ts';

const COLUMNS = 'image,mask,class,group,split,lot,zones';
const SUBSETS = ['train', 'train', 'val', 'calibration', 'calibration', 'calibration', 'test', 'test'];
const RULES = `
severities: { dent: 2 }
zones: [left]
rules:
  - name: no dent in the zone
    classes: [dent]
    zones: [left]
    severity_from: 1
    unit: mm
    longer_than: 1
    max_count: 0
`;

/** A model that takes all of every picture for one dent and one scratch, whatever it learned. */
async function dataAndModel(): Promise<{ data: SmallData; model: string; rules: string }> {
  const data = await writeSmallData();
  await writeSplit(
    data,
    SUBSETS.map((subset, index) => `${rowOf(subset, index)},lot${index % 2},zones.png`),
    COLUMNS,
  );
  await writeFile(path.join(data.masks, 'zones.png'), plainPng({ width: 64, height: 48 }, 1));
  const model = path.join(data.folder, 'model');
  const trained = await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  expect(trained.code, trained.stderr).toBe(0);
  const file = path.join(model, 'model.json');
  const card = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  const point = { t0: 1e-9, t: 1e-9, minAreaPx: 1 };
  await writeFile(file, JSON.stringify({ ...card, operatingPoints: { dent: point, scratch: point } }));
  const rules = path.join(data.folder, 'rules.yaml');
  await writeFile(rules, RULES);
  return { data, model, rules };
}

test('evaluate with everything that can be asked for', async () => {
  const { data, model, rules } = await dataAndModel();
  const [repeat, out] = ['repeat', 'out'].map((name) => path.join(data.folder, name));
  await mkdir(repeat);
  await writeFile(path.join(repeat, 'tile6.png'), await readFile(path.join(data.masks, 'tile6.png')));
  const evaluated = await runBlemish([
    ...evaluateArguments(data, model),
    ...['--px-per-mm', '10,20', '--ignore-band', '1', '--bridge', 'dent=0.2', '--match', 'overlap=0.5'],
    ...['--size', 'area', '--size-edges', '1,5', '--rate-interval', 'wilson', '--rules', rules],
    ...['--review-band', '0.1,0.9', '--ng-rate', '0.01', '--cost-escape', '100', '--cost-review', '1'],
    ...['--alpha', '0.5', '--against', model, '--repeat-masks', repeat, '--out', out, '--json'],
  ]);
  expect(evaluated.code, evaluated.stderr).toBe(0);
  for (const header of [
    'rule ',
    'guarantee ',
    'found / false',
    'line: ',
    'no difference shown',
    'kappa',
    'curves',
  ]) {
    expect(evaluated.stdout).toContain(header);
  }

  expect(jsonOf(evaluated)).toMatchObject({
    settings: {
      length_unit: 'mm',
      match: { criterion: 'overlap', threshold: 0.5 },
      instance_size: { area_mm_2: [1, 5] },
      bridges: { dent: 0.2 },
      ignore_band_px: 1,
    },
    overall: {
      operating_map: { truths: 1, by_size: [{ truths: 0 }, { truths: 1 }, { truths: 0 }] },
      detection_probability: { size_measure: 'root of area', size_unit: 'mm', hits: 1 },
    },
    parts: { roc: [{ threshold: null }, {}, {}] },
  });

  const everyPart = { defective: 1, escapes: 0, unlocated: 0, good: 1, overkill: 1 };
  expect(jsonOf(evaluated)).toMatchObject({
    images: everyPart,
    rules: {
      'no dent in the zone': { parts: { ...everyPart, escape_rate: { rate: 0, n: 1, unit: 'lot' } } },
    },
    decisions: {
      review_band: { review_from: 0.1, ng_from: 0.9 },
      ng_rate: 0.01,
      costs: { escape: 100, overkill: 0, review: 1 },
      rates: { escape: { method: 'wilson' } },
      line: { escape_ppm: { unit: 'lot' }, cost_per_part: expect.any(Number) as number },
    },
  });

  expect(jsonOf(evaluated)).toMatchObject({
    guarantees: {
      subset: 'calibration',
      overall: { status: 'controlled', alpha: 0.5, n: 2, unit: 'lot', observed: { missed: { n: 1 } } },
    },
    comparison: { unit: 'lot', n: 2, scores: expect.arrayContaining([]) as unknown[] },
    agreement: {
      pictures: 1,
      pairs: [
        { kappa: { value: 1 }, classes: { dent: { matched: 1, median: 0, bias_estimate: { value: 0 } } } },
      ],
      consensus: { dent: { people: [{ sensitivity: expect.closeTo(1, 4) as number }, {}] } },
    },
  });
  // Both labelled alike: the consensus is the label, a dent of 33 x 20 px.
  const { data: consensus } = decode(await readFile(path.join(out, 'consensus', 'tile6.png')));
  expect([...consensus].filter((id) => id === 1)).toHaveLength(33 * 20);
}, 120_000);

test.each([
  [
    'costs without the NG rate',
    ['--cost-escape', '1'],
    /^blemish: costs per part need the line's true NG rate/,
  ],
  ['an NG rate that is none', ['--ng-rate', '1.5'], /--ng-rate.*It must be a number from 0 to 1/],
  ['a scale of zero', ['--px-per-mm', '0'], /--px-per-mm.*It must be a number above 0/],
  ['a scale of three axes', ['--px-per-mm', '1,2,3'], /--px-per-mm.*one number, or two/],
  ['a review band the wrong way round', ['--review-band', '0.7,0.3'], /--review-band.*the lower one first/],
  ['a match without a least', ['--match', 'iou'], /--match.*It must be iou or overlap/],
  ['size edges that do not ascend', ['--size-edges', '3,2'], /--size-edges.*must ascend/],
  ['a bridge of no distance', ['--bridge', 'dent=far'], /--bridge.*must be a number of at least 0/],
])('evaluate refuses %s with 2', async (_, wrong, says) => {
  const folder = await temporaryFolder();
  const data = { folder, images: folder, masks: folder, split: path.join(folder, 'split.csv') };
  const { code, stdout, stderr } = await runBlemish([...evaluateArguments(data, folder), ...wrong]);
  expect(stderr).toMatch(says);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('what does not fit the data is refused in one line', async () => {
  const { data, model, rules } = await dataAndModel();
  const refusal = async (...flags: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runBlemish([...evaluateArguments(data, model), ...flags]);
    expect(stdout).toBe('');
    expect(code).not.toBe(0);
    return stderr.split('\n').find((line) => line.startsWith('blemish: ')) ?? '';
  };
  expect(await refusal('--rules', rules)).toMatch(
    /rules\.yaml: the rule "no dent in the zone" is in mm, and no scale/,
  );
  expect(await refusal('--rules', path.join(data.folder, 'none.yaml'))).toMatch(
    /none\.yaml: The acceptance rules cannot/,
  );
  expect(await refusal('--alpha', '0.2', '--subset', 'calibration')).toMatch(/cannot be checked on it/);
  expect(await refusal('--bridge', 'crack=3')).toMatch(
    /a bridge is given for crack, which is no class of the model/,
  );
  expect(await refusal('--repeat-masks', model)).toMatch(/model: no picture of this subset has a label map/);
  await writeFile(path.join(data.masks, 'zones.png'), plainPng({ width: 64, height: 48 }, 7));
  expect(await refusal('--rules', rules, '--px-per-mm', '10')).toMatch(
    /zones\.png: The file holds the value 7, but the rules name 1 zones/,
  );
  await writeSplit(
    data,
    SUBSETS.map((subset, index) => rowOf(subset === 'calibration' ? 'val' : subset, index)),
  );
  expect(await refusal('--alpha', '0.1')).toMatch(
    /split\.csv: no row belongs to the subset calibration\. Set parts aside/,
  );
}, 120_000);

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { writeSmallData } from './small-data.ts';
import { evaluateArguments, trainArguments } from './small-training.ts';

test('class_names say which class has which id, also where a run is resumed or scored', async () => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const class_names = ['background', 'stain', 'scratch', 'dent'];
  const args = await trainArguments(
    data,
    out,
    { num_epochs: 1, warmup_epochs: 0 },
    { class_names, num_classes: 4 },
  );
  const trained = await runBlemish(args);
  expect(trained.code, trained.stderr).toBe(0);
  const card = JSON.parse(await readFile(path.join(out, 'model.json'), 'utf8')) as { classes: string[] };
  expect(card.classes).toEqual(class_names);

  const withoutConfig = args.slice(0, args.indexOf('--preset'));
  const resumed = await runBlemish([...withoutConfig, '--resume']);
  expect(resumed.code, resumed.stderr).toBe(0);
  const evaluated = await runBlemish(evaluateArguments(data, out));
  expect(evaluated.stdout).toMatch(/background.*stain.*scratch.*dent/s);
});

test.each([
  [
    'a class that class_names lack',
    { class_names: ['background', 'scratch'] },
    /^blemish: .*tile0\.png: The mask \(line 2 of the split file\) shows a defect of the unknown class "dent"\. Known are 1 "scratch"\. Correct the class column, or [^\n]*model\.class_names[^\n]*\n$/,
  ],
  [
    'another number of classes',
    { num_classes: 5 },
    /^blemish: .*split\.csv: The data set has 3 classes \(background, dent, scratch\), model\.num_classes is 5\. Set model\.num_classes to 3[^\n]*\n$/,
  ],
  [
    'names and a number that disagree',
    { num_classes: 4, class_names: ['background', 'dent', 'scratch'] },
    /^blemish: .*model\.yaml: line \d+: model\.class_names must hold as many names as num_classes \(4\), not 3[^\n]*\n$/,
  ],
])('train refuses %s', async (_, model, line) => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const { code, stderr } = await runBlemish(await trainArguments(data, out, {}, model));
  expect(stderr).toMatch(line);
  expect(code).toBe(1);
  expect(existsSync(out)).toBe(false);
});

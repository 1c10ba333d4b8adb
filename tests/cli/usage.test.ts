import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { writeSmallData } from './small-data.ts';
import { trainArguments } from './small-training.ts';

test.each([
  [
    'an unknown preset',
    ['--preset', 'slow'],
    /^blemish: slow: there is no preset of this name\. Name one of .*quick/,
  ],
  [
    'an unknown device',
    ['--device', 'abacus'],
    /^blemish: .*--device.*abacus.*Allowed choices are auto, .*cpu/,
  ],
  ['a negative time', ['--minutes', '-1'], /^blemish: .*--minutes.*must be a number above 0/],
  ['an unknown option', ['--fast'], /^blemish: unknown option '--fast'/],
])('train refuses %s with 2', async (_, wrong, says) => {
  const data = await writeSmallData();
  const out = path.join(data.folder, 'model');
  const { code, stderr } = await runBlemish([...(await trainArguments(data, out)), ...wrong]);
  expect(stderr).toMatch(says);
  expect(code).toBe(2);
  expect(existsSync(out)).toBe(false);
});

test('train without --images ends with 2', async () => {
  const { code, stderr } = await runBlemish([
    'train',
    '--masks',
    '.',
    '--split',
    'split.csv',
    '--out',
    'model',
  ]);
  expect(stderr).toMatch(/^blemish: required option '--images <dir>' not specified\n$/);
  expect(code).toBe(2);
});

test('help ends with 0', async () => {
  const { code, stdout } = await runBlemish(['train', '--help']);
  expect(stdout).toContain('--images <dir>');
  expect(code).toBe(0);
});

import { readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { type SmallData, writeSmallData } from './small-data.ts';
import { predictArguments, trainArguments } from './small-training.ts';

test('predict refuses a picture that it cannot read in one line, and keeps what was done before', async () => {
  const data = await writeSmallData();
  const model = path.join(data.folder, 'model');
  const trained = await runBlemish(await trainArguments(data, model, { num_epochs: 1, warmup_epochs: 0 }));
  expect(trained.code, trained.stderr).toBe(0);

  expect(await refusal(data, 'missing', 'tile9.png')).toMatch(
    /^blemish: .*tile9\.png: The file cannot be read\. Check that it is there[^\n]*\n$/,
  );
  await truncate(path.join(data.images, 'tile1.png'), 120);
  expect(await refusal(data, 'damaged', 'tile0.png', 'tile1.png', 'tile2.png')).toMatch(
    /^(?:predicting[^\n]*\n)?blemish: .*tile1\.png: The picture is damaged or truncated\. Copy the file again[^\n]*\n$/,
  );
  const written = ['tile0.json', 'tile0.overlay.png', 'tile0.png'];
  expect((await readdir(path.join(data.folder, 'damaged'))).sort()).toEqual(written);
  await writeFile(path.join(data.images, 'tile2.png'), 'no picture');
  expect(await refusal(data, 'text', 'tile2.png')).toMatch(
    /^blemish: .*tile2\.png: The file is not a picture\./,
  );
  expect(await refusal(data, 'images', 'tile0.png')).toMatch(
    /^blemish: .*images: this folder holds the picture/,
  );
});

/** What predict writes to stderr while it fails. */
async function refusal(data: SmallData, out: string, ...names: readonly string[]): Promise<string> {
  const model = path.join(data.folder, 'model');
  const { code, stdout, stderr } = await runBlemish(
    predictArguments(data, model, path.join(data.folder, out), ...names),
  );
  expect(stdout).toBe('');
  expect(code).not.toBe(0);
  return stderr;
}

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readProbabilities, writeProbabilities } from './probability-file.ts';

async function newFile(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-probabilities-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'a.probabilities');
}

const stored = { numClasses: 2, width: 3, height: 1, data: Float32Array.of(1, 0, 0.2, 0, 1, 0.8) };

test('probabilities come back within half a step of 1/255, those on a step exactly', async () => {
  const file = await newFile();
  await writeProbabilities(file, stored);
  const { data, ...sizes } = await readProbabilities(file);
  expect(sizes).toEqual({ numClasses: 2, width: 3, height: 1 });
  expect([...data]).toEqual([...Float32Array.of(1, 0, 51 / 255, 0, 1, 204 / 255)]);
});

test('a truncated file, a changed size and any other file are refused', async () => {
  const file = await newFile();
  await writeProbabilities(file, stored);
  const bytes = await readFile(file);
  const larger = Buffer.from(bytes);
  larger.writeUInt32LE(2 ** 31, 16);
  for (const spoiled of [
    bytes.subarray(0, bytes.length - 2),
    larger,
    Buffer.from('hello'),
    Buffer.alloc(0),
  ]) {
    await writeFile(file, spoiled);
    await expect(readProbabilities(file)).rejects.toThrow('The class probabilities are missing or damaged');
  }
});

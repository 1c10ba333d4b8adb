import { expect, test } from 'vitest';
import { readGraphicsMemory, type RunCommand } from './graphics-memory.ts';

const answering =
  (stdout: string): RunCommand =>
  () =>
    Promise.resolve(stdout);

const failing =
  (details: object): RunCommand =>
  () =>
    Promise.reject(Object.assign(new Error('Command failed'), details));

test('each card with its memory in bytes', async () => {
  const listing = 'NVIDIA GeForce RTX 4090, 24564, 22001\nNVIDIA Tesla, special edition, 16384, 16000\n';
  expect(await readGraphicsMemory(answering(listing))).toEqual({
    cards: [
      { name: 'NVIDIA GeForce RTX 4090', totalBytes: 24564 * 2 ** 20, freeBytes: 22001 * 2 ** 20 },
      { name: 'NVIDIA Tesla, special edition', totalBytes: 16384 * 2 ** 20, freeBytes: 16000 * 2 ** 20 },
    ],
  });
});

test('a number that the driver does not tell is unknown', async () => {
  expect(await readGraphicsMemory(answering('NVIDIA Thor, [N/A], [Not Supported]\r\n'))).toEqual({
    cards: [{ name: 'NVIDIA Thor', totalBytes: null, freeBytes: null }],
  });
});

test.each([
  [failing({ code: 'ENOENT' }), 'nvidia-smi is not on the PATH'],
  [failing({ code: null, killed: true, stdout: '' }), 'nvidia-smi did not answer within 5 s'],
  [
    failing({ code: 9, stdout: 'NVIDIA-SMI has failed to talk to the driver.\nInstall it.\n' }),
    'nvidia-smi: NVIDIA-SMI has failed to talk to the driver.',
  ],
  [failing({ code: 6, stdout: '' }), 'nvidia-smi failed with 6'],
  [answering(''), 'nvidia-smi lists no card'],
])('without a list there is a reason (%#)', async (run, reason) => {
  expect(await readGraphicsMemory(run)).toEqual({ cards: null, reason });
});

test('whatever this machine has, it is told', async () => {
  const memory = await readGraphicsMemory();
  if (memory.cards === null) expect(memory.reason).toMatch(/^nvidia-smi/);
  else expect(memory.cards.length).toBeGreaterThan(0);
});

import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { formatManifest, readPretrained } from './pretrained.ts';
import { encodeSafetensors } from './safetensors.ts';

const BYTES = encodeSafetensors(
  { tensors: { w: { shape: [2], values: Float32Array.of(0.5, -2) } }, metadata: {} },
  'F16',
);
const MANIFEST = {
  classes: ['background', 'scratch'],
  decoderChannels: [8, 8, 8],
  sha256: createHash('sha256').update(BYTES).digest('hex'),
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'blemish-pretrained-'));
  await write('compact.json', formatManifest(MANIFEST, { seed: 1 }));
  await write('compact.safetensors', BYTES);
});
afterEach(() => rm(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): Promise<void> {
  return writeFile(path.join(folder, name), content);
}

test('weights come with what their channels mean', async () => {
  const { classes, tensors } = await readPretrained('compact', folder);
  expect(classes).toEqual(['background', 'scratch']);
  expect([...tensors.w.values]).toEqual([0.5, -2]);
});

test.each([
  ['weights that are not there', () => rm(path.join(folder, 'compact.safetensors')), 'cannot be read'],
  ['a manifest that is not there', () => rm(path.join(folder, 'compact.json')), 'cannot be read'],
  ['weights that were cut', () => write('compact.safetensors', BYTES.subarray(0, 40)), 'cut or were changed'],
  [
    'weights that were changed',
    () => write('compact.safetensors', BYTES.with(BYTES.length - 1, 7)),
    'cut or were changed',
  ],
  [
    'weights of another version',
    () => write('compact.json', formatManifest(MANIFEST, { format: 'blemish-pretrained/9' })),
    'of version blemish-pretrained/9',
  ],
  ['a manifest that is not JSON', () => write('compact.json', '{'), 'not JSON'],
  [
    'a manifest without a hash',
    () => write('compact.json', '{"format": "blemish-pretrained/1"}'),
    'manifest',
  ],
])('%s: an error that names the file and the way out', async (_, spoil, words) => {
  await spoil();
  const error = await readPretrained('compact', folder).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BlemishError);
  if (!(error instanceof BlemishError)) return;
  expect(error.message).toContain(words);
  expect(error.subject).toContain(folder);
  expect(error.remedy).toContain('--start random');
});

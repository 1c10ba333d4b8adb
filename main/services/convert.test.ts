import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';
import { expect, onTestFinished, test } from 'vitest';
import { convert, type ConvertRequest } from './convert.ts';

const COCO = {
  images: [1, 2].map((id) => ({ id, file_name: `${id}.png`, width: 4, height: 3 })),
  categories: [{ id: 1, name: 'scratch' }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, segmentation: [[0, 0, 2, 0, 2, 2, 0, 2]] }],
};

async function request(changes: Partial<ConvertRequest>): Promise<ConvertRequest> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-convert-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(path.join(folder, 'images'));
  await writeFile(path.join(folder, 'coco.json'), JSON.stringify(COCO));
  const picture = encode({ width: 4, height: 3, channels: 1, data: new Uint8Array(12) });
  for (const { file_name } of COCO.images) await writeFile(path.join(folder, 'images', file_name), picture);
  return {
    from: 'auto',
    to: 'labelme',
    inPath: path.join(folder, 'coco.json'),
    imagesDir: path.join(folder, 'images'),
    outDir: path.join(folder, 'out'),
    classesFile: null,
    dryRun: false,
    signal: new AbortController().signal,
    onPreview: () => undefined,
    onProgress: () => undefined,
    ...changes,
  };
}

test.each(['labelme', 'coco', 'cvat-images'] as const)(
  'stopped while it writes %s, it leaves nothing behind',
  async (to) => {
    const controller = new AbortController();
    const onPreview = (): void => {
      controller.abort(new Error('stopped'));
    };
    const asked = await request({ to, signal: controller.signal, onPreview });
    await expect(convert(asked)).rejects.toThrow('stopped');
    expect((await readdir(path.dirname(asked.outDir))).sort()).toEqual(['coco.json', 'images']);
  },
);

test('the file that is read is no picture of its own', async () => {
  const asked = await request({ to: 'coco', dryRun: true });
  const mask = path.join(asked.imagesDir, 'masks.png');
  await writeFile(mask, encode({ width: 4, height: 3, channels: 1, data: new Uint8Array(12).fill(255) }));
  await expect(convert({ ...asked, inPath: mask, from: 'binary-masks' })).rejects.toThrow(
    'It has annotations of other pictures',
  );
});

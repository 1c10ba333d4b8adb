import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { classColour } from '../../app/domain/class-colours.ts';
import type { LabelMap } from '../../app/mask/label-map.ts';
import { decodeLabelMap } from '../data/decode-label-map.ts';
import { encodeLabelMap } from './encode-label-map.ts';

const maps: LabelMap[] = [
  { width: 1, height: 1, data: Uint8Array.of(255) },
  { width: 7, height: 3, data: Uint8Array.from({ length: 21 }, (_, i) => i) },
  { width: 5, height: 1, data: Uint8Array.of(0, 1, 254, 255, 0) },
  { width: 257, height: 33, data: Uint8Array.from({ length: 257 * 33 }, (_, i) => (i * 31) % 256) },
];

test.each(maps)('a map of $width x $height px comes back exactly', async (map) => {
  const folder = await mkdtemp(join(tmpdir(), 'blemish-label-map-'));
  const path = join(folder, 'map.png');
  await writeFile(path, encodeLabelMap(map));
  const { labels } = await decodeLabelMap(path, { kind: 'indexed' });
  await rm(folder, { recursive: true });
  expect(labels).toEqual(map);
});

test.each(maps)('other programs see $width x $height px in the class colours', async (map) => {
  const png = encodeLabelMap(map);
  expect(decode(png)).toMatchObject({ channels: 1, depth: 8, width: map.width, height: map.height });
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  expect(info.channels).toBe(3);
  expect([...data]).toEqual([...map.data].flatMap((classId) => classColour(classId)));
});

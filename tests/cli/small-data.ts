import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';
import { onTestFinished } from 'vitest';

/** A data set in a folder of its own that a test may spoil. */
export interface SmallData {
  readonly folder: string;
  readonly images: string;
  readonly masks: string;
  readonly split: string;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const SIZE: Size = { width: 64, height: 48 };
const SUBSETS = ['train', 'train', 'train', 'train', 'val', 'val', 'test', 'test'];

/** Number of the picture without a defect. */
const GOOD = 7;

/** Eight gray pictures of two classes: a dark square each, but for the last, which is good. */
export async function writeSmallData(): Promise<SmallData> {
  const folder = await temporaryFolder();
  const data = {
    folder,
    images: path.join(folder, 'images'),
    masks: path.join(folder, 'masks'),
    split: path.join(folder, 'split.csv'),
  };
  await mkdir(data.images);
  await mkdir(data.masks);
  for (const index of SUBSETS.keys()) await writePair(data, index, SIZE);
  await writeSplit(data, SUBSETS.map(rowOf));
  return data;
}

/** A folder that is removed after the test that asked for it. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function writeSplit(
  data: SmallData,
  rows: readonly string[],
  columns = 'image,mask,class,group,split',
): Promise<void> {
  await writeFile(data.split, [columns, ...rows, ''].join('\n'));
}

export function rowOf(subset: string, index: number): string {
  const className = index === GOOD ? '' : ['dent', 'scratch'][index % 2];
  return `${nameOf(index)},${nameOf(index)},${className},part${index},${subset}`;
}

export async function writePair(data: SmallData, index: number, { width, height }: Size): Promise<void> {
  const hasDefect = index !== GOOD;
  const isDefect = (x: number, y: number): boolean => hasDefect && x < (index + 5) * 3 && y < 20;
  const picture = grayOf({ width, height }, (x, y) =>
    isDefect(x, y) ? 20 : 150 + ((x * 7 + y * 13 + index * 29) % 60),
  );
  const mask = grayOf({ width, height }, (x, y) => (isDefect(x, y) ? 255 : 0));
  await writeFile(path.join(data.images, nameOf(index)), picture);
  await writeFile(path.join(data.masks, nameOf(index)), mask);
}

/** A gray PNG of one value. */
export function plainPng(size: Size, value: number): Uint8Array {
  return grayOf(size, () => value);
}

function grayOf({ width, height }: Size, value: (x: number, y: number) => number): Uint8Array {
  const data = Uint8Array.from({ length: width * height }, (_, pixel) =>
    value(pixel % width, Math.floor(pixel / width)),
  );
  return encode({ width, height, data, channels: 1, depth: 8 });
}

function nameOf(index: number): string {
  return `tile${index}.png`;
}

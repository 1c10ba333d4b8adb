import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';

/** A PNG whose value at x, y, channel is `valueOf`. */
export function png(
  width: number,
  height: number,
  valueOf: (x: number, y: number, channel: number) => number,
  { channels = 1, depth = 8 }: { channels?: 1 | 2 | 3 | 4; depth?: 8 | 16 } = {},
): Uint8Array {
  const length = width * height * channels;
  const data = depth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    const pixel = Math.floor(at / channels);
    data[at] = valueOf(pixel % width, Math.floor(pixel / width), at % channels);
  }
  return encode({ width, height, channels, depth, data });
}

/** A folder of files for a test, by path; `remove` takes it away. */
export async function folderOf(files: Readonly<Record<string, Uint8Array | string>> = {}): Promise<{
  folder: string;
  add: (file: string, content: Uint8Array | string) => Promise<string>;
  remove: () => Promise<void>;
}> {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-images-'));
  const add = async (file: string, content: Uint8Array | string): Promise<string> => {
    const place = path.join(folder, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, content);
    return place;
  };
  for (const [file, content] of Object.entries(files)) await add(file, content);
  return { folder, add, remove: () => rm(folder, { recursive: true, force: true }) };
}

import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { temporaryFolder, writeSmallData } from './small-data.ts';
import { contentOf, importArguments, requireDone } from './small-project.ts';
import { trainArguments } from './small-training.ts';

test('a full disk ends the training in one clear line and leaves no half file', async ({ skip }) => {
  const data = await writeSmallData();
  const disk = await temporaryFolder();
  skip(!mountSmallDisk(disk, '1m'), 'only root can mount a small disk, and only on Linux');
  try {
    const args = await trainArguments(data, path.join(disk, 'model'), { num_epochs: 1, warmup_epochs: 0 });
    const { code, stderr } = await runBlemish(args);
    expect(stderr).toMatch(
      /^blemish: .*\.safetensors: cannot be written because the disk is full\. Free at least/m,
    );
    expect(code).toBe(1);
    expect(readdirSync(path.join(disk, 'model')).sort()).toEqual([]);
  } finally {
    execFileSync('umount', [disk]);
  }
});

test('a full disk ends each command on a project in one clear line, and the project is as it was', async ({
  skip,
}) => {
  const data = await writeSmallData();
  const disk = await temporaryFolder();
  skip(!mountSmallDisk(disk, '4m'), 'only root can mount a small disk, and only on Linux');
  try {
    const project = path.join(disk, 'paint');
    await requireDone(runBlemish(['init', project, '--classes', 'dent,scratch']));
    await requireDone(runBlemish(importArguments({ data, project })));
    await writeNoise(path.join(data.folder, 'more'), 12);
    const before = await contentOf(project);
    const ballast = path.join(disk, 'ballast');
    const commands: [string[], number][] = [
      [['import', project, '--images', path.join(data.folder, 'more'), '--copy'], 200_000],
      [['split', project, '--seed', '7'], 20_000],
      [['train', project, '--device', 'cpu', '--preset', 'quick'], 200_000],
      [['backup', project], 200_000],
      [['export', project, '--format', 'images-masks-split', '--out', path.join(disk, 'out')], 4000],
    ];
    for (const [args, room] of commands) {
      fill(disk, ballast, room);
      const { code, stderr } = await runBlemish(args);
      expect(stderr, args[0]).toMatch(/^blemish: .*disk is full.*Free/im);
      expect(stderr, args[0]).not.toMatch(/^ +at /m);
      expect(code, args[0]).toBe(1);
      rmSync(ballast);
      expect(readdirSync(disk), args[0]).toEqual(['paint']);
      expect(await contentOf(project), args[0]).toEqual(before);
    }
    await requireDone(runBlemish(['check', project]));
    expect(existsSync(path.join(project, 'images'))).toBe(false);
  } finally {
    execFileSync('umount', [disk]);
  }
});

/** Takes all of a disk but some bytes. */
function fill(disk: string, ballast: string, room: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(ballast, new Uint8Array(Math.max(0, bavail * bsize - room)));
}

/** Pictures of 40 kB each. */
async function writeNoise(folder: string, count: number): Promise<void> {
  await mkdir(folder);
  for (let index = 0; index < count; index++) {
    const bytes = encode({ width: 200, height: 200, data: randomBytes(40_000), channels: 1, depth: 8 });
    await writeFile(path.join(folder, `noise${index}.png`), bytes);
  }
}

/** Whether a disk of this size is now at the folder. */
function mountSmallDisk(folder: string, size: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runBlemish } from './run-blemish.ts';
import { temporaryFolder, writeSmallData } from './small-data.ts';
import { trainArguments } from './small-training.ts';

test('a full disk ends the training in one clear line and leaves no half file', async ({ skip }) => {
  const data = await writeSmallData();
  const disk = await temporaryFolder();
  skip(!mountSmallDisk(disk), 'only root can mount a small disk, and only on Linux');
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

/** Whether a disk of 1 MB is now at the folder. */
function mountSmallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { runImport } from '../../main/cli/project/import-command.ts';
import { runInit } from '../../main/cli/project/init-command.ts';
import { lookingAt } from '../../main/cli/project/with-project.ts';
import type { Terminal } from '../../main/cli/terminal.ts';

/** Makes a project of the sample in a folder, or what is left to do of it; nothing where it is all there. */
export async function makeSampleProject(project: string, sample: string, terminal: Terminal): Promise<void> {
  if (!existsSync(path.join(project, `${path.basename(project)}.blemish`))) {
    await runInit(project, {}, terminal);
  }
  const isEmpty = await lookingAt(project, (store) => Promise.resolve(store.imageList.count({}) === 0));
  if (!isEmpty) return;
  const folders = {
    images: path.join(sample, 'images'),
    masks: path.join(sample, 'masks'),
    split: path.join(sample, 'split.csv'),
  };
  await runImport(project, { ...folders, format: 'auto', mode: 'merge' }, terminal);
}

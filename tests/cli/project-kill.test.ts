import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runBlemish, startBlemish } from './run-blemish.ts';
import {
  importArguments,
  importSmallProject,
  initSmallProject,
  inProject,
  requireDone,
} from './small-project.ts';
import { projectTrainArguments } from './small-training.ts';

/** Moments after the start of a command, ms: while it opens, reads, copies and writes. */
const MOMENTS = [250, 500, 800, 1200, 1700, 2300];

test('an import killed at any moment leaves whole images with their files, and the next one does the rest', async () => {
  const small = await initSmallProject();
  const { project } = small;
  for (const moment of MOMENTS) {
    const running = startBlemish([...importArguments(small), '--copy']);
    await delay(moment);
    running.process.kill('SIGKILL');
    await running.ended;
    await requireSound(project);
  }
  await requireDone(runBlemish([...importArguments(small), '--copy']));
  await requireSound(project);
  await inProject(project, (store) => {
    expect(store.imageList.count({ states: ['labelled'] })).toBe(8);
    expect(store.splits.list()).toHaveLength(1);
  });
});

/** Opens clean after the next command, and every file in images/ is that of an image. */
async function requireSound(project: string): Promise<void> {
  await requireDone(runBlemish(['backup', project]));
  await requireDone(runBlemish(['check', project]));
  const files = await readdir(path.join(project, 'images')).catch(() => []);
  const known = await inProject(project, (store) =>
    store.imageList.ids({}).map((id) => path.basename(store.images.find(id)!.path)),
  );
  expect(files.sort()).toEqual(known.sort());
  const leftovers = (await readdir(project)).filter((name) => name.startsWith('.'));
  expect(leftovers).toEqual([]);
}

test('a training killed at any moment goes on from its last checkpoint', async () => {
  const { data, project } = await importSmallProject();
  const running = startBlemish(await projectTrainArguments(data, project, { num_epochs: 300 }));
  // An epoch is told before its checkpoint is on the disk: the second one tells that the first one's is.
  await running.saying('epoch 2:');
  running.process.kill('SIGKILL');
  await running.ended;
  for (const moment of [800, 2500]) {
    const resuming = startBlemish(['train', project, '--resume', '--device', 'cpu']);
    await delay(moment);
    resuming.process.kill('SIGKILL');
    await resuming.ended;
    await requireDone(runBlemish(['check', project]));
  }
  const last = startBlemish(['train', project, '--resume', '--device', 'cpu']);
  await last.saying('going on at step');
  await last.saying('epoch ');
  last.process.kill('SIGINT');
  expect((await last.ended).stderr).toMatch(/is stopped after \d+ steps/);
  await inProject(project, (store) => {
    const [run, ...others] = store.runs.list();
    expect(others).toEqual([]);
    expect(run.state).toBe('stopped');
    expect(store.jobs.list(['running', 'queued', 'paused'])).toEqual([]);
    const steps = store.runs.metrics(run.id, 'loss', -1).map(({ step }) => step);
    expect(steps).toEqual([...steps.keys()].map((index) => index + 1));
  });
  await rm(path.join(project, 'cache'), { recursive: true });
  await requireDone(runBlemish(['check', project]));
}, 300_000);

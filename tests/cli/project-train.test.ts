import { existsSync, readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readProbabilities } from '../../native-models/inference/probability-file.ts';
import { jsonOf, runBlemish, startBlemish } from './run-blemish.ts';
import { importSmallProject, inProject, requireDone } from './small-project.ts';
import { projectTrainArguments, trainArguments } from './small-training.ts';

test('a project trains, scores, predicts and gives its labels back as folders', async () => {
  const small = await importSmallProject();
  const { data, project } = small;
  const trained = await requireDone(runBlemish([...(await projectTrainArguments(data, project)), '--json']));
  const { run, finished } = jsonOf(trained) as { run: string; finished: boolean };
  expect(finished).toBe(true);

  await inProject(project, (store) => {
    expect(store.runs.find(run)).toMatchObject({ state: 'finished', channels: [1, 2] });
    expect(store.runs.metrics(run, 'loss', -1).map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(store.runs.metricNames(run)).toContain('val/miou');
    const checkpoints = store.runs.checkpoints(run);
    expect(checkpoints.map(({ kind, path: file }) => [kind, existsSync(path.join(project, file))])).toEqual([
      ['best', true],
      ['last', true],
    ]);
    expect(store.jobs.list(['done'])).toHaveLength(1);
  });

  const evaluated = await requireDone(runBlemish(['evaluate', project, '--device', 'cpu', '--json']));
  expect(evaluated.stdout).toMatch(/class +IoU +Dice/);
  expect(jsonOf(evaluated)).toMatchObject({ run, subset: 'test', images: { defective: 1, good: 1 } });
  await inProject(project, (store) => {
    const [evaluation] = store.evaluations.ofRun(run);
    expect(store.evaluations.images(evaluation.id)).toHaveLength(2);
    expect(store.evaluations.isUpToDate(evaluation.id)).toBe(true);
  });

  const predict = ['predict', project, '--subset', 'test', '--device', 'cpu', '--json'];
  const predicted = jsonOf(await requireDone(runBlemish(predict))) as {
    predictions: { image: string; probabilities: string }[];
  };
  expect(predicted.predictions.map(({ image }) => path.basename(image))).toEqual(['tile6.png', 'tile7.png']);
  for (const { probabilities } of predicted.predictions) {
    expect(await readProbabilities(path.join(project, probabilities))).toMatchObject({
      numClasses: 3,
      width: 64,
      height: 48,
    });
  }
  await inProject(project, (store) => {
    expect(store.predictions.ofRun(run)).toHaveLength(2);
  });

  const out = path.join(data.folder, 'folders');
  await requireDone(runBlemish(['export', project, '--format', 'images-masks-split', '--out', out]));
  const folders = {
    folder: out,
    images: path.join(out, 'images'),
    masks: path.join(out, 'masks'),
    split: path.join(out, 'split.csv'),
  };
  const again = path.join(data.folder, 'again');
  const args = await trainArguments(folders, again, {}, { class_names: ['background', 'dent', 'scratch'] });
  await requireDone(runBlemish(args));
  expect(existsSync(path.join(again, 'model.json'))).toBe(true);
});

test('a run that a person stopped goes on with the labels that it began with', async () => {
  const small = await importSmallProject();
  const { data, project } = small;
  const args = await projectTrainArguments(data, project, { num_epochs: 300 });
  const running = startBlemish(args);
  await running.saying('epoch 1:');
  running.process.kill('SIGINT');
  const stopped = await running.ended;
  expect(stopped.stderr).toMatch(/To go on: blemish train .* --resume --run /);
  const before = await inProject(project, (store) => {
    const [run] = store.runs.list();
    expect(run.state).toBe('stopped');
    return { run, last: store.runs.checkpoints(run.id).find(({ kind }) => kind === 'last')! };
  });
  const resuming = startBlemish(['train', project, '--resume', '--device', 'cpu']);
  await resuming.saying(`going on at step ${before.last.step}`);
  resuming.process.kill('SIGINT');
  await resuming.ended;
  await inProject(project, (store) => {
    expect(store.runs.list()).toHaveLength(1);
    expect(
      store.runs.checkpoints(before.run.id).find(({ kind }) => kind === 'last')!.step,
    ).toBeGreaterThanOrEqual(before.last.step);
  });
});

test.each([
  ['flags of folders on a project', ['train', 'P', '--images', 'x'], /train on a project takes no --images/],
  ['flags of a project on folders', ['evaluate', '--run', 'x'], /evaluate takes --run for a project only/],
  ['a run without --resume', ['train', 'P', '--run', 'x'], /train takes --run with --resume only/],
  ['neither folders nor a project', ['evaluate'], /required option '--model <dir>' not specified/],
  [
    'a picture without a model',
    ['predict', 'a.png', '--out', 'x'],
    /predict takes either --model DIR or --pretrained/,
  ],
])('%s end with 2', async (_, args, says) => {
  const { code, stderr } = await runBlemish(args);
  expect(stderr).toMatch(says);
  expect(code).toBe(2);
});

test('what cannot be trained, scored or predicted is said in one line, and no run is left', async () => {
  const small = await importSmallProject();
  const { data, project } = small;
  const empty = path.join(data.folder, 'empty');
  await requireDone(runBlemish(['init', empty]));
  await mkdir(path.join(data.folder, 'none'));
  const cases: [string[], RegExp][] = [
    [['train', empty], /^blemish: .*empty\.blemish: The project has no split yet\. Make one with/m],
    [['evaluate', project], /^blemish: .*paint\.blemish: The project has no such run yet/m],
    [['predict', project, '--run', '0'], /^blemish: run 0.*/m],
    [['train', path.join(data.folder, 'none')], /none: The folder holds no project/],
  ];
  for (const [args, says] of cases) {
    const { code, stderr } = await runBlemish(args);
    expect(stderr).toMatch(says);
    expect(code).toBe(1);
  }
  expect(existsSync(path.join(project, 'runs')) ? readdirSync(path.join(project, 'runs')) : []).toEqual([]);
});

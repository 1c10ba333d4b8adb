import { gathered } from '../../app/contract/events.ts';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { expect } from 'vitest';
import type { Job } from '../../app/domain/job.ts';
import type { Run } from '../../app/domain/run.ts';
import type { Call, Scene } from './scene.ts';

/** The procedures of runs, what they find, and jobs; they close the project at the end, in an order in which each finds what it needs. */
export const learningProcedures: Readonly<Record<string, Call>> = {
  'runs.list': async ({ client, host, ids, images }) => {
    const { runs, predictions, evaluations } = host.requireProject().store;
    const [id, now] = [ids.run, 1000];
    runs.add({
      ...{
        id,
        name: 'run',
        splitId: ids.split,
        jobId: null,
        state: 'training',
        settings: '',
        channels: [1, 2],
      },
      ...{ device: null, released: false, createdAt: now, finishedAt: null },
    });
    runs.addMetrics(id, [{ step: 1, epoch: 0.5, name: 'loss', value: null, at: now }]);
    runs.saveCheckpoint({
      runId: id,
      kind: 'best',
      step: 1,
      epoch: 1,
      score: 0.5,
      path: 'runs/1/best',
      savedAt: now,
    });
    const { id: imageId, contentHash: imageHash } = images[0];
    predictions.save([
      {
        ...{ id: newId(), runId: id, imageId, imageHash, path: 'runs/1/a', score: 0.9, uncertainty: null },
        ...{ instances: [], madeAt: now },
      },
    ]);
    evaluations.add(
      {
        ...{ id: ids.evaluation, runId: id, splitId: ids.split, subset: 'test', settings: {}, madeAt: now },
        scores: { miou: 0.5 },
      },
      [{ imageId, annotationId: null, revision: 0, counts: [1, 2] }],
    );
    expect((await client.runs.list()).map((run) => run.id)).toEqual([id]);
  },
  'runs.rename': async ({ client, ids }) => {
    await client.runs.rename({ runId: ids.run, name: 'second try' });
  },
  'runs.find': async ({ client, ids }) => {
    expect(await client.runs.find({ runId: ids.run })).toMatchObject({
      name: 'second try',
      channels: [1, 2],
    });
  },
  'runs.release': async ({ client, ids }) => {
    await client.runs.release({ runId: ids.run });
    expect((await client.runs.find({ runId: ids.run })).released).toBe(true);
  },
  'runs.metricNames': async ({ client, ids }) => {
    expect(await client.runs.metricNames({ runId: ids.run })).toEqual(['loss']);
  },
  'runs.metrics': async ({ client, ids }) => {
    const metrics = await client.runs.metrics({ runId: ids.run, name: 'loss', afterStep: 0 });
    expect(metrics).toMatchObject([{ step: 1, value: null }]);
  },
  'runs.checkpoints': async ({ client, ids }) => {
    expect(await client.runs.checkpoints({ runId: ids.run })).toMatchObject([{ kind: 'best', score: 0.5 }]);
  },
  'runs.watch': async ({ client, host, ids }) => {
    const { store, changes } = host.requireProject();
    const steps: number[] = [];
    for await (const metrics of await client.runs.watch({ runId: ids.run })) {
      steps.push(...metrics.map(({ step }) => step));
      if (steps.length === 1) {
        store.runs.addMetrics(ids.run, [{ step: 2, epoch: 1, name: 'loss', value: 0.25, at: 2000 }]);
        store.runs.update(ids.run, { state: 'finished' });
        changes.publish('metrics', [ids.run]);
      }
    }
    expect(steps).toEqual([1, 2]);
  },
  'runs.train': async (scene) => {
    const { client } = scene;
    const run = await client.runs.train({
      ...{ name: 'third try', splitId: null, settings: 'training:\n  num_epochs: 1\n  warmup_epochs: 0\n' },
      ...{ device: 'cpu', threads: 1, minutes: null },
    });
    expect(run).toMatchObject({ name: 'third try', state: 'created', channels: [2] });
    await isStopped(scene, run);
  },
  'runs.resume': async (scene) => {
    const { client } = scene;
    const [{ id: runId, jobId }] = await client.runs.list();
    const run = await client.runs.resume({ runId, device: 'cpu', threads: 1, minutes: null });
    expect(run.jobId).not.toBe(jobId);
    await isStopped(scene, run);
  },
  'predictions.ofRun': async ({ client, ids }) => {
    expect(await gathered(await client.predictions.ofRun({ runId: ids.run }))).toMatchObject([
      { score: 0.9 },
    ]);
  },
  'predictions.ofImage': async ({ client, images }) => {
    expect(await client.predictions.ofImage({ imageId: images[0].id })).toHaveLength(1);
  },
  'predictions.find': async ({ client, images, ids }) => {
    const found = await client.predictions.find({ runId: ids.run, imageId: images[0].id });
    expect(found.path).toBe('runs/1/a');
  },
  'predictions.predict': async (scene) => {
    const { client, ids } = scene;
    const [jobId] = await client.predictions.predict({
      runId: ids.run,
      filter: {},
      device: 'cpu',
      threads: 1,
    });
    await becomes(scene, jobId, 'failed');
    const { kind, failure } = await client.jobs.find({ jobId });
    expect([kind, failure?.code, failure?.problem]).toEqual(['predict', 'input', expect.any(String)]);
  },
  'evaluation.ofRun': async ({ client, ids }) => {
    expect(await client.evaluation.ofRun({ runId: ids.run })).toMatchObject([{ scores: { miou: 0.5 } }]);
  },
  'evaluation.find': async ({ client, ids }) => {
    expect(await client.evaluation.find({ evaluationId: ids.evaluation })).toMatchObject({ subset: 'test' });
  },
  'evaluation.images': async ({ client, ids }) => {
    expect(await gathered(await client.evaluation.images({ evaluationId: ids.evaluation }))).toMatchObject([
      { counts: [1, 2] },
    ]);
  },
  'evaluation.isUpToDate': async ({ client, ids }) => {
    expect(await client.evaluation.isUpToDate({ evaluationId: ids.evaluation })).toBe(false);
  },
  'evaluation.evaluate': async (scene) => {
    const { client, ids } = scene;
    const means = { device: 'cpu', threads: 1 } as const;
    const jobId = await client.evaluation.evaluate({
      runId: ids.run,
      subset: 'test',
      tolerancePx: 2,
      ...means,
    });
    await becomes(scene, jobId, 'failed');
    const { kind, failure } = await client.jobs.find({ jobId });
    expect([kind, failure?.code]).toEqual(['evaluate', 'input']);
  },
  'evaluation.setRules': async ({ client }) => {
    await client.evaluation.setRules({
      rules: [{ name: 'no scratch', unit: 'px', maxCount: 0, classes: [2] }],
    });
  },
  'evaluation.rules': async ({ client }) => {
    expect(await client.evaluation.rules()).toMatchObject([{ name: 'no scratch', maxCount: 0 }]);
  },
  'verdicts.add': async ({ client, images, ids }) => {
    const given = { imageId: images[0].id, runId: ids.run, verdict: 'defect', note: '' } as const;
    expect(await client.verdicts.add(given)).toMatchObject({ reviewer: 'Berta', verdict: 'defect' });
  },
  'verdicts.ofImage': async ({ client, images }) => {
    expect(await client.verdicts.ofImage({ imageId: images[0].id })).toHaveLength(1);
  },
  'verdicts.ofRun': async ({ client, ids }) => {
    expect(await client.verdicts.ofRun({ runId: ids.run })).toHaveLength(1);
  },
  'jobs.watch': async (scene) => {
    const { client, host } = scene;
    const { id } = host
      .requireProject()
      .requireQueue()
      .add({ kind: 'thumbnails', payload: { act: 'work' } });
    scene.ids.job = id;
    await becomes(scene, scene.ids.job, 'running');
    const jobs = await client.jobs.watch();
    expect((await jobs.next()).value).toMatchObject({ id, state: 'running' });
    await jobs.return();
  },
  'jobs.pause': async (scene) => {
    await scene.client.jobs.pause({ jobId: scene.ids.job });
    await becomes(scene, scene.ids.job, 'paused');
  },
  'jobs.resume': async (scene) => {
    await scene.client.jobs.resume({ jobId: scene.ids.job });
    await becomes(scene, scene.ids.job, 'running');
  },
  'jobs.cancel': async (scene) => {
    await scene.client.jobs.cancel({ jobId: scene.ids.job });
    await becomes(scene, scene.ids.job, 'cancelled');
  },
  'jobs.list': async ({ client, ids }) => {
    expect((await client.jobs.list({ states: ['cancelled'] })).map(({ id }) => id)).toContain(ids.job);
  },
  'jobs.find': async ({ client, ids }) => {
    expect(await client.jobs.find({ jobId: ids.job })).toMatchObject({
      payload: { act: 'work' },
      attempts: 1,
    });
  },
  'jobs.retry': async (scene) => {
    const { client, ids } = scene;
    await client.jobs.retry({ jobId: ids.job });
    await becomes(scene, scene.ids.job, 'running');
    await client.jobs.cancel({ jobId: ids.job });
    await becomes(scene, scene.ids.job, 'cancelled');
  },
  'project.close': async ({ client, host }) => {
    await client.project.close();
    expect(host.project).toBeNull();
  },
  'project.open': async ({ client, folder, images }) => {
    const opened = await client.project.open({ path: path.join(folder, 'paint'), readOnly: true });
    expect(opened.access).toMatchObject({ mode: 'read', reason: { kind: 'asked' } });
    expect((await client.images.find({ imageId: images[0].id })).path).toBe('a.png');
  },
  'settings.forgetProject': async ({ client }) => {
    const { settings } = await client.settings.get();
    const [{ file, name }] = settings.recentProjects;
    expect(name).toBe('paint');
    expect((await client.settings.forgetProject({ file })).recentProjects).toEqual([]);
  },
};

/** Cancels a training: its run has stopped, as clients hear. */
async function isStopped(scene: Scene, { id: runId, jobId }: Run): Promise<void> {
  const { client } = scene;
  const changes = await client.project.changes();
  await client.jobs.cancel({ jobId: jobId! });
  while ((await client.runs.find({ runId })).state !== 'stopped') await changes.next();
  await changes.return();
  await becomes(scene, jobId, 'cancelled');
}

/** Waits until a job stands so, as a client hears it. */
async function becomes({ client }: Scene, jobId: string | null, state: Job['state']): Promise<void> {
  if (jobId === null) throw new Error('There is no job');
  const isSo = async (): Promise<boolean> => (await client.jobs.find({ jobId })).state === state;
  const jobs = await client.jobs.watch();
  while (!(await isSo())) await jobs.next();
  await jobs.return();
}

import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { v7 as newId } from 'uuid';
import { expect } from 'vitest';
import type { Annotation } from '../../app/domain/annotation.ts';
import type { Image } from '../../app/domain/image.ts';
import type { Job } from '../../app/domain/job.ts';
import type { Region } from '../../app/domain/region.ts';
import type { Run } from '../../app/domain/run.ts';
import { bytesFromPatch, patchFromBytes } from '../../app/mask/patch-bytes.ts';
import { runsFromBytes } from '../../app/mask/run-length-bytes.ts';
import { decodeRuns } from '../../app/mask/run-length-code.ts';
import { png } from '../../main/images/images.testing.ts';
import { Hand, imageOf } from '../../main/store/store.testing.ts';
import type { ContractClient } from '../../app/contract/client.ts';
import type { OpenHost } from './open-host.ts';

/** What one procedure leaves for the next. */
export interface Scene extends OpenHost {
  readonly client: ContractClient;
  images: Image[];
  annotation: Annotation;
  region: Region;
  ids: Record<'client' | 'note' | 'part' | 'split' | 'run' | 'evaluation' | 'job', string>;
}

type Call = (scene: Scene) => Promise<void>;

/** Every procedure of the contract, by name, in an order in which each finds what it needs. */
export const everyProcedure: Readonly<Record<string, Call>> = {
  'system.about': async ({ client }) => {
    expect(await client.system.about()).toMatchObject({ version: '0.0.0-test', node: process.version });
  },
  'system.acknowledge': async ({ client }) => {
    await client.system.acknowledge({ stream: 'none', read: 1 });
  },
  'settings.get': async ({ client }) => {
    const { settings, note } = await client.settings.get();
    expect([settings.theme, settings.person, note]).toEqual(['system', null, null]);
  },
  'settings.update': async ({ client }) => {
    const settings = await client.settings.update({ person: 'Berta', theme: 'dark', keys: { brush: 'Q' } });
    expect(settings).toMatchObject({ person: 'Berta', theme: 'dark', keys: { brush: 'Q' }, language: null });
    expect((await client.settings.get()).settings).toEqual(settings);
  },
  'formats.list': async ({ client }) => {
    expect(await client.formats.list()).toContainEqual({ name: 'coco', title: expect.any(String) as string });
  },
  'project.create': async (scene) => {
    const { client, folder, host } = scene;
    const place = path.join(folder, 'paint');
    const made = await client.project.create({ folder: place, classes: ['Dust', 'Scratch'] });
    expect(made).toMatchObject({ folder: place, access: { mode: 'write' }, project: { name: 'paint' } });
    scene.images = ['a', 'b', 'c'].map((name, n) => pictureIn(place, `${name}.png`, n));
    host.requireProject().store.images.add(scene.images);
  },
  'project.get': async ({ client }) => {
    expect(await client.project.get()).toMatchObject({ project: { name: 'paint' }, checkDue: false });
  },
  'project.rename': async ({ client }) => {
    await client.project.rename({ name: 'Hood paint' });
    expect((await client.project.get()).project.name).toBe('Hood paint');
  },
  'project.setScale': async ({ client }) => {
    const scale = { pxPerMmX: 10, pxPerMmY: 20 };
    await client.project.setScale({ scale });
    expect((await client.project.get()).project.scale).toEqual(scale);
  },
  'project.backUp': async ({ client }) => {
    const { file, kind } = await client.project.backUp();
    expect([kind, existsSync(file)]).toEqual(['asked', true]);
  },
  'project.backups': async ({ client }) => {
    expect((await client.project.backups()).map(({ kind }) => kind)).toContain('asked');
  },
  'project.check': async ({ client }) => {
    await client.project.check();
  },
  'project.changes': async ({ client }) => {
    const changes = await client.project.changes();
    const first = await changes.next();
    expect(first.value).toMatchObject({ changed: [] });
    await client.project.rename({ name: 'paint' });
    const second = await changes.next();
    expect(second.value).toMatchObject({ changed: [{ subject: 'project', ids: null }] });
    await changes.return();
  },
  'classes.list': async ({ client }) => {
    expect((await client.classes.list()).map(({ id, name }) => [id, name])).toEqual([
      [1, 'Dust'],
      [2, 'Scratch'],
    ]);
  },
  'classes.add': async ({ client }) => {
    expect(await client.classes.add({ name: 'Rundown' })).toMatchObject({ id: 3, key: '3' });
  },
  'classes.update': async ({ client, images }) => {
    const rundown = (await client.classes.list())[2];
    await client.classes.update({ ...rundown, guide: 'Below the edge', examples: [images[0].id] });
    expect((await client.classes.list())[2]).toMatchObject({
      guide: 'Below the edge',
      examples: [images[0].id],
    });
    await client.classes.update(rundown);
  },
  'classes.remove': async ({ client }) => {
    await client.classes.remove({ id: 3 });
    expect(await client.classes.list()).toHaveLength(2);
  },
  'images.page': async ({ client }) => {
    const order = { by: 'path', descending: true } as const;
    const page = await client.images.page({ filter: {}, order, offset: 1, limit: 1 });
    expect(page.map(({ path, state, tags }) => [path, state, tags])).toEqual([['b.png', 'unlabelled', []]]);
  },
  'images.count': async ({ client }) => {
    expect(await client.images.count({ filter: { text: 'a.p' } })).toBe(1);
  },
  'images.ids': async ({ client, images }) => {
    expect(await client.images.ids({ filter: {} })).toEqual(images.map(({ id }) => id).sort());
  },
  'images.find': async ({ client, images }) => {
    expect(await client.images.find({ imageId: images[0].id })).toEqual(images[0]);
  },
  'images.tag': async ({ client, images }) => {
    await client.images.tag({ imageIds: [images[0].id, images[1].id], tag: 'odd' });
    expect(await client.images.count({ filter: { tags: ['odd'] } })).toBe(2);
  },
  'images.untag': async ({ client, images }) => {
    await client.images.untag({ imageIds: [images[1].id], tag: 'odd' });
    expect(await client.images.ids({ filter: { tags: ['odd'] } })).toEqual([images[0].id]);
  },
  'images.facets': async ({ client }) => {
    const { count, states, tags } = await client.images.facets({ filter: {}, splitId: null });
    expect([count, states.get('unlabelled'), tags.get('odd')]).toEqual([3, 3, 1]);
  },
  'parts.named': async (scene) => {
    const part = await scene.client.parts.named({ name: '17', lot: 'L1' });
    expect(part).toMatchObject({ name: '17', lot: 'L1', verdict: null });
    scene.ids.part = part.id;
  },
  'parts.list': async ({ client, ids }) => {
    expect((await client.parts.list()).map(({ id }) => id)).toEqual([ids.part]);
  },
  'parts.lots': async ({ client }) => {
    expect(await client.parts.lots()).toEqual(['L1']);
  },
  'parts.setVerdict': async ({ client, ids }) => {
    await client.parts.setVerdict({ partId: ids.part, verdict: 'ng' });
    expect((await client.parts.list())[0].verdict).toBe('ng');
  },
  'images.place': async ({ client, images, ids }) => {
    const placement = { partId: ids.part, view: 'top' };
    await client.images.place({ imageIds: [images[0].id, images[1].id], placement });
    expect(await client.images.find({ imageId: images[1].id })).toEqual({ ...images[1], ...placement });
  },
  'parts.images': async ({ client, images, ids }) => {
    const ofPart = await client.parts.images({ partId: ids.part });
    expect(ofPart.map(({ id }) => id)).toEqual([images[0].id, images[1].id].sort());
  },
  'images.setChannelOf': async ({ client, images }) => {
    await client.images.setChannelOf({ imageId: images[1].id, channelOf: images[0].id });
  },
  'images.channels': async ({ client, images }) => {
    const channels = await client.images.channels({ imageId: images[0].id });
    expect(channels.map(({ id }) => id)).toEqual([images[1].id]);
  },
  'images.addNote': async (scene) => {
    const { client, images } = scene;
    const note = await client.images.addNote({ imageId: images[0].id, text: 'Wiped since' });
    expect(note).toMatchObject({ author: 'Berta', text: 'Wiped since' });
    scene.ids.note = note.id;
  },
  'images.notes': async ({ client, images, ids }) => {
    expect((await client.images.notes({ imageId: images[0].id })).map(({ id }) => id)).toEqual([ids.note]);
  },
  'images.removeNote': async ({ client, images, ids }) => {
    await client.images.removeNote({ noteId: ids.note });
    expect(await client.images.notes({ imageId: images[0].id })).toEqual([]);
  },
  'images.remove': async ({ client, images }) => {
    await client.images.remove({ imageIds: [images[1].id] });
    expect(await client.images.count({ filter: {} })).toBe(2);
  },
  'regions.add': async (scene) => {
    const rings = [[0, 0, 20, 0, 20, 30]];
    scene.region = await scene.client.regions.add({ scope: { level: 'project' }, zone: null, rings });
    expect(scene.region.rings).toEqual(rings);
  },
  'regions.list': async ({ client, region }) => {
    expect(await client.regions.list()).toEqual([region]);
  },
  'regions.ofImage': async ({ client, images, region }) => {
    expect(await client.regions.ofImage({ imageId: images[0].id })).toEqual([region]);
  },
  'regions.remove': async ({ client, region }) => {
    await client.regions.remove({ regionId: region.id });
    expect(await client.regions.list()).toEqual([]);
  },
  'annotations.begin': async (scene) => {
    scene.annotation = await scene.client.annotations.begin({ imageId: scene.images[0].id });
    expect(scene.annotation).toMatchObject({ annotator: 'Berta', current: true, revision: 0 });
  },
  'annotations.ofImage': async ({ client, images, annotation }) => {
    expect(await client.annotations.ofImage({ imageId: images[0].id })).toEqual([annotation]);
  },
  'annotations.apply': async ({ client, host, annotation, ids }) => {
    const patch = new Hand(host.requireProject().store, annotation.id).line(3, 4, 5, 2);
    const change = {
      ...{ annotationId: annotation.id, clientId: ids.client, sequence: 0, baseRevision: 0 },
      ...{ tool: 'brush', runId: null, patch: bytesFromPatch(patch) },
    };
    expect(await client.annotations.apply(change)).toEqual({ revision: 1 });
    expect(await client.annotations.apply(change)).toEqual({ revision: 1 });
  },
  'annotations.map': async ({ client, annotation }) => {
    const { revision, runs } = await client.annotations.map({ annotationId: annotation.id });
    const { data, width } = decodeRuns(runsFromBytes(runs));
    expect([revision, data[4 * width + 3], data[4 * width + 8]]).toEqual([1, 2, 0]);
  },
  'annotations.blame': async ({ client, annotation }) => {
    const at = { annotationId: annotation.id, x: 3, y: 4 };
    expect(await client.annotations.blame(at)).toMatchObject({
      madeBy: 'Berta',
      tool: 'brush',
      from: 'journal',
    });
    expect(await client.annotations.blame({ ...at, x: 30 })).toBeNull();
  },
  'annotations.undo': async ({ client, annotation, ids }) => {
    const change = { annotationId: annotation.id, clientId: ids.client, sequence: 1, baseRevision: 1 };
    const { revision, patch } = await client.annotations.undo(change);
    expect([revision, patchFromBytes(patch).box]).toEqual([2, { x: 3, y: 4, width: 5, height: 1 }]);
  },
  'annotations.reach': async ({ client, annotation }) => {
    expect(await client.annotations.reach({ annotationId: annotation.id })).toEqual({ undo: 0, redo: 1 });
  },
  'annotations.redo': async ({ client, annotation, ids }) => {
    const change = { annotationId: annotation.id, clientId: ids.client, sequence: 2, baseRevision: 2 };
    expect((await client.annotations.redo(change)).revision).toBe(3);
  },
  'annotations.leave': async ({ client, annotation }) => {
    await client.annotations.leave({ annotationId: annotation.id });
    expect(await client.images.count({ filter: { classIds: [2] } })).toBe(1);
  },
  'images.statistics': async ({ client, images }) => {
    expect(await client.images.statistics({ imageId: images[0].id })).toMatchObject([
      { classId: 2, pixels: 5 },
    ]);
  },
  'annotations.assign': async ({ client, annotation }) => {
    const assigned = await client.annotations.assign({ annotationId: annotation.id, person: 'Carl' });
    expect(assigned.assignedTo).toBe('Carl');
  },
  'annotations.assignedTo': async ({ client, annotation }) => {
    expect(await client.annotations.assignedTo({ person: 'Carl' })).toMatchObject([{ id: annotation.id }]);
  },
  'annotations.setState': async ({ client, annotation }) => {
    const { state } = await client.annotations.setState({ annotationId: annotation.id, state: 'labelled' });
    expect(state).toBe('labelled');
  },
  'annotations.sendBack': async ({ client, annotation }) => {
    const back = await client.annotations.sendBack({ annotationId: annotation.id, reason: 'Too wide' });
    expect(back).toMatchObject({ state: 'in-progress', returned: { by: 'Berta', reason: 'Too wide' } });
  },
  'annotations.approve': async ({ client, annotation }) => {
    await client.annotations.setState({ annotationId: annotation.id, state: 'labelled' });
    const { state, reviewer } = await client.annotations.approve({ annotationId: annotation.id });
    expect([state, reviewer]).toEqual(['reviewed', 'Berta']);
  },
  'annotations.makeCurrent': async ({ client, annotation }) => {
    expect(await client.annotations.makeCurrent({ annotationId: annotation.id })).toMatchObject({
      current: true,
    });
  },
  'splits.add': async (scene) => {
    const members = [{ imageId: scene.images[0].id, subset: 'test' } as const];
    const split = await scene.client.splits.add({ name: 'first', members });
    expect(split).toMatchObject({ name: 'first', method: 'file' });
    scene.ids.split = split.id;
  },
  'splits.list': async ({ client, ids }) => {
    expect((await client.splits.list()).map(({ id }) => id)).toEqual([ids.split]);
  },
  'splits.find': async ({ client, ids }) => {
    expect(await client.splits.find({ splitId: ids.split })).toMatchObject({ locked: [] });
  },
  'splits.assign': async ({ client, images, ids }) => {
    await client.splits.assign({ splitId: ids.split, members: [{ imageId: images[2].id, subset: 'train' }] });
  },
  'splits.members': async ({ client, images, ids }) => {
    expect(await client.splits.members({ splitId: ids.split })).toEqual(
      [
        { imageId: images[0].id, subset: 'test' },
        { imageId: images[2].id, subset: 'train' },
      ].sort((a, b) => (a.imageId < b.imageId ? -1 : 1)),
    );
  },
  'splits.lock': async ({ client, ids }) => {
    await client.splits.lock({ splitId: ids.split, locked: ['test'] });
    expect((await client.splits.find({ splitId: ids.split })).locked).toEqual(['test']);
  },
  'splits.make': async ({ client, images }) => {
    const [{ split, leaks }, ...others] = await client.splits.make({
      ...{ method: { kind: 'stratified', ratios: { train: 1 } }, groupBy: ['part'], seed: 7 },
      ...{ nearDuplicateBits: null, locked: [], keepLocked: false },
    });
    expect([split.method, split.seed, leaks, others]).toEqual(['stratified', 7, [], []]);
    const members = await client.splits.members({ splitId: split.id });
    expect(members.map(({ imageId }) => imageId)).toEqual([images[0].id, images[2].id].sort());
  },
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
    expect(await client.predictions.ofRun({ runId: ids.run })).toMatchObject([{ score: 0.9 }]);
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
    expect(await client.evaluation.images({ evaluationId: ids.evaluation })).toMatchObject([
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

/** An image of 40 x 30 px with a file. */
function pictureIn(folder: string, name: string, value: number): Image {
  const bytes = png(40, 30, (x) => (x + value) % 256);
  writeFileSync(path.join(folder, name), bytes);
  const contentHash = createHash('sha256').update(bytes).digest('hex');
  return imageOf({ path: name, width: 40, height: 30, contentHash });
}

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

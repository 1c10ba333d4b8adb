import { gathered } from '../../app/contract/events.ts';
import { expect } from 'vitest';
import { bytesFromPatch, patchFromBytes } from '../../app/mask/patch-bytes.ts';
import { runsFromBytes } from '../../app/mask/run-length-bytes.ts';
import { decodeRuns } from '../../app/mask/run-length-code.ts';
import { Hand } from '../../main/store/store.testing.ts';
import type { Call } from './scene.ts';

/** The procedures of label maps and splits, in an order in which each finds what it needs. */
export const labelsProcedures: Readonly<Record<string, Call>> = {
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
  'classes.usage': async ({ client }) => {
    expect(await client.classes.usage({ id: 2 })).toEqual({
      images: 1,
      instances: 1,
      pixels: 5,
      runs: 0,
      rules: 0,
    });
  },
  'classes.merge': async ({ client }) => {
    const changes = await client.project.changes();
    await client.classes.merge({ id: 2, into: 3 });
    while ((await client.images.count({ filter: { classIds: [3] } })) === 0) await changes.next();
    await client.classes.restore({ id: 2 });
    while ((await client.images.count({ filter: { classIds: [2] } })) === 0) await changes.next();
    await changes.return();
    await client.classes.remove({ id: 3 });
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
    expect(await gathered(await client.splits.members({ splitId: ids.split }))).toEqual(
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
    const members = await gathered(await client.splits.members({ splitId: split.id }));
    expect(members.map(({ imageId }) => imageId)).toEqual([images[0].id, images[2].id].sort());
  },
};

import path from 'node:path';
import { safe } from '@orpc/client';
import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { bytesFromPatch } from '../../app/mask/patch-bytes.ts';
import { Hand, imageOf } from '../../main/store/store.testing.ts';
import { type Caller, type OpenHost, openHost, transports } from './open-host.ts';

describe.each(Object.entries(transports))('over a %s', (_, call) => {
  let opened: OpenHost;
  let caller: Caller;
  const image = imageOf({ width: 40, height: 30 });

  beforeEach(async () => {
    opened = await openHost();
    caller = await call(opened.doors);
    await caller.client.project.create({ folder: path.join(opened.folder, 'paint'), classes: ['Dust'] });
    opened.host.requireProject().store.images.add([image]);
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    caller.hangUp();
    await opened.close();
  });

  /** The error of a request, as its client sees it. */
  async function errorOf(request: Promise<unknown>): Promise<unknown> {
    const { error } = await safe(request);
    expect(JSON.stringify(error)).not.toMatch(/\bat .+:\d+:\d+/);
    return error;
  }

  test('what is not there is named', async () => {
    const imageId = newId();
    const data = { what: 'image', id: imageId };
    const error = await errorOf(caller.client.images.find({ imageId }));
    expect(error).toMatchObject({ defined: true, code: 'NOT_FOUND', status: 404, data });
    const members = [{ imageId, subset: 'test' } as const];
    const adding = await errorOf(caller.client.splits.add({ name: 'of nothing', members }));
    expect(adding).toMatchObject({ defined: true, code: 'INVALID' });
    expect(await caller.client.splits.list()).toEqual([]);
  });

  test('a change of labels that were changed since is a conflict with both revisions', async () => {
    const { id: annotationId } = await caller.client.annotations.begin({ imageId: image.id });
    const hand = new Hand(opened.host.requireProject().store, annotationId);
    const patch = bytesFromPatch(hand.line(0, 0, 5, 1));
    hand.draw(10, 10, 5, 1);
    const error = await errorOf(caller.client.annotations.apply(firstChange(annotationId, patch)));
    const data = { annotationId, base: 0, current: 1 };
    expect(error).toMatchObject({ defined: true, code: 'STALE_BASE', status: 409, data });
  });

  test('bytes that are no patch change nothing', async () => {
    const { id: annotationId } = await caller.client.annotations.begin({ imageId: image.id });
    const patch = Uint8Array.of(1, 2, 3);
    const error = await errorOf(caller.client.annotations.apply(firstChange(annotationId, patch)));
    expect(error).toMatchObject({ defined: true, code: 'INVALID' });
    expect((await caller.client.annotations.map({ annotationId })).revision).toBe(0);
  });

  test('a project open to look at only says why, and who has it', async () => {
    const other = await openHost();
    const second = await call(other.doors);
    await second.client.project.open({ path: path.join(opened.folder, 'paint'), readOnly: false });
    const writes = [
      second.client.classes.add({ name: 'Scratch' }),
      second.client.project.rename({ name: 'mine' }),
      second.client.annotations.begin({ imageId: image.id }),
      second.client.project.setScale({ scale: null }),
    ];
    for (const write of writes) {
      const error = await errorOf(write);
      const reason = { kind: 'in-use', holder: { user: 'Anna', pid: process.pid } };
      expect(error).toMatchObject({ defined: true, code: 'READ_ONLY', status: 403, data: { reason } });
    }
    expect(await second.client.classes.list()).toHaveLength(1);
    second.hangUp();
    await other.close();
  });

  test('without a project there is nothing to ask of it', async () => {
    await caller.client.project.close();
    await caller.client.project.close();
    const error = await errorOf(caller.client.classes.list());
    expect(error).toMatchObject({ defined: true, code: 'NO_PROJECT', data: {} });
  });

  test('input that is not what the contract says is refused with its place', async () => {
    const order = { by: 'path', descending: false } as const;
    const error = await errorOf(caller.client.images.page({ filter: {}, order, offset: 0, limit: 501 }));
    expect(error).toMatchObject({ defined: true, code: 'INVALID', data: { subject: 'limit' } });
  });

  test('what a person can put right comes with the remedy', async () => {
    const error = await errorOf(caller.client.classes.add({ name: 'Dust' }));
    const data = {
      subject: 'class Dust',
      problem: 'A class of this name exists',
      remedy: 'Choose another name',
    };
    expect(error).toMatchObject({ defined: true, code: 'INVALID', status: 422, data });
    const opening = await errorOf(
      caller.client.project.open({ path: path.join(opened.folder, 'nothing'), readOnly: false }),
    );
    expect(opening).toMatchObject({ defined: true, code: 'INVALID' });
    expect(await caller.client.classes.list()).toHaveLength(1);
  });

  test('a machine that fails is told apart from what was asked', async () => {
    const full = new BlemishError('resource', { problem: 'The disk is full', remedy: 'Free space there' });
    vi.spyOn(opened.host.requireProject().store.classes, 'list').mockImplementation(() => {
      throw full;
    });
    const data = { subject: null, problem: 'The disk is full', remedy: 'Free space there' };
    const error = await errorOf(caller.client.classes.list());
    expect(error).toMatchObject({ defined: true, code: 'FAILED', status: 503, data });
  });

  test('a defect tells the log what it was, and the client only under which reference', async () => {
    vi.spyOn(opened.host.requireProject().store.classes, 'list').mockImplementation(() => {
      throw new TypeError('secret');
    });
    const error = await errorOf(caller.client.classes.list());
    const { reference } = opened.failures[0] as { reference: string };
    expect(error).toMatchObject({ defined: true, code: 'INTERNAL', status: 500, data: { reference } });
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(opened.failures).toMatchObject([{ err: { message: 'secret' } }]);
  });

  test('a message that cannot be read harms nobody', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    for (const message of ['nonsense', '{}', '[]', '{"i":"1","t":1,"p":{}}']) caller.sendRaw(message);
    expect(await caller.client.classes.list()).toHaveLength(1);
  });
});

/** Of labels that nobody has drawn yet. */
function firstChange(annotationId: string, patch: Uint8Array) {
  return {
    ...{ annotationId, patch, clientId: newId(), sequence: 0, baseRevision: 0 },
    ...{ tool: 'brush', runId: null },
  };
}

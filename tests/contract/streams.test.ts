import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ProjectChange } from '../../app/contract/changes.ts';
import type { ContractClient } from '../../app/contract/client.ts';
import { type Caller, type OpenHost, openHost, transports } from './open-host.ts';

const CHANGES = 1000;

describe.each(Object.entries(transports))('over a %s', (_, call) => {
  let opened: OpenHost;
  let callers: Caller[];

  beforeEach(async () => {
    opened = await openHost();
    callers = [await call(opened.doors), await call(opened.doors)];
    await callers[0].client.project.create({ folder: path.join(opened.folder, 'paint'), classes: [] });
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    for (const caller of callers) caller.hangUp();
    await opened.close();
  });

  test('a slow client gets few events that name every change, and holds up neither the writer nor the other', async () => {
    const { changes } = opened.host.requireProject();
    const ids = Array.from({ length: CHANGES }, () => newId());
    const slow = await read(callers[1].client);
    const fast = await read(callers[0].client);
    const all = fast.until(CHANGES);
    for (const id of ids) {
      changes.publish('images', [id]);
      await nextTurn();
    }
    const heard = await all;
    expect(idsOf(heard)).toEqual(new Set(ids));
    const late = await slow.until(CHANGES);
    expect(late.length).toBeLessThanOrEqual(10);
    expect(idsOf(late)).toEqual(new Set(ids));
    await Promise.all([slow.end(), fast.end()]);
  });

  test('a stream ends at the host when its client goes', async () => {
    const subscribe = vi.spyOn(opened.host.requireProject().changes, 'subscribe');
    const stream = await read(callers[0].client);
    const [[signal]] = subscribe.mock.calls;
    expect(signal.aborted).toBe(false);
    callers[0].hangUp();
    await vi.waitUntil(() => signal.aborted);
    await expect(stream.until(1)).rejects.toThrow();
  });

  test('a stream ends at the host when its client has heard enough', async () => {
    const subscribe = vi.spyOn(opened.host.requireProject().changes, 'subscribe');
    const enough = new AbortController();
    const changes = await callers[0].client.project.changes(undefined, { signal: enough.signal });
    await changes.next();
    enough.abort();
    await vi.waitUntil(() => subscribe.mock.calls[0][0].aborted);
    expect(await callers[0].client.classes.list()).toEqual([]);
  });

  test('streams end when the project closes', async () => {
    const changes = await callers[1].client.project.changes();
    const jobs = await callers[1].client.jobs.watch();
    await changes.next();
    const ends = [changes.next(), jobs.next()];
    await callers[0].client.project.close();
    expect((await Promise.all(ends)).map(({ done }) => done)).toEqual([true, true]);
  });

  test('the writes of one client are news to another', async () => {
    const changes = await callers[1].client.project.changes();
    await changes.next();
    await callers[0].client.classes.add({ name: 'Dust' });
    expect((await changes.next()).value).toEqual({
      version: 1,
      changed: [{ subject: 'classes', ids: null }],
    });
    await changes.return();
  });
});

interface Reader {
  /** Reads up to the change of this version. */
  until(version: number): Promise<ProjectChange[]>;
  end(): Promise<unknown>;
}

/** A client that hears of changes and has read the first event. */
async function read(client: ContractClient): Promise<Reader> {
  const changes = await client.project.changes();
  await changes.next();
  return {
    until: async (version) => {
      const events: ProjectChange[] = [];
      while ((events.at(-1)?.version ?? 0) < version) {
        const event = await changes.next();
        if (event.done === true) throw new Error('the stream ended');
        events.push(event.value);
      }
      return events;
    },
    end: async () => changes.return(),
  };
}

function idsOf(events: readonly ProjectChange[]): Set<string> {
  return new Set(events.flatMap(({ changed }) => changed.flatMap(({ ids }) => ids ?? [])));
}

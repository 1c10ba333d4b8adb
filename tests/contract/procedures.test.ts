import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contract } from '../../app/contract/contract.ts';
import { everyProcedure } from './every-procedure.ts';
import type { Scene } from './scene.ts';
import { type Caller, type OpenHost, openHost, transports } from './open-host.ts';

test('no procedure of the contract is left out', () => {
  const names = Object.entries(contract).flatMap(([subject, procedures]) =>
    Object.keys(procedures).map((name) => `${subject}.${name}`),
  );
  expect(Object.keys(everyProcedure).sort()).toEqual(names.sort());
});

describe.each(Object.entries(transports))('over a %s', (_, call) => {
  let opened: OpenHost;
  let caller: Caller;
  let scene: Scene;

  beforeAll(async () => {
    opened = await openHost();
    caller = await call(opened.doors);
    const ids = { client: newId(), run: newId(), evaluation: newId() };
    scene = { ...opened, client: caller.client, ids } as Scene;
  });

  afterAll(async () => {
    caller.hangUp();
    await opened.close();
  });

  test.each(Object.entries(everyProcedure))('%s', async (_, procedure) => {
    await procedure(scene);
    expect(scene.failures).toEqual([]);
  });
});

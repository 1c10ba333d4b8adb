import { expect, test } from 'vitest';
import { imageOf, newProject } from '../../store/store.testing.ts';
import { StoreReader } from './store-reader.ts';

test('answers see every change that was made, in pieces that are taken one by one', async () => {
  const store = await newProject();
  const reader = new StoreReader(store);
  expect(await reader.read('count', {})).toBe(0);
  const images = Array.from({ length: 700 }, (_, n) => imageOf({ path: `${n}.png` }));
  store.images.add(images);
  const pieces: string[][] = [];
  for await (const piece of reader.pieces('ids', {})) pieces.push(piece);
  expect(pieces.map(({ length }) => length)).toEqual([300, 300, 100]);
  expect(pieces.flat()).toEqual(images.map(({ id }) => id).sort());
  for await (const piece of reader.pieces('ids', {})) {
    expect(piece).toEqual(pieces[0]);
    break;
  }
  await reader.close();
  await store.close();
});

test('what goes wrong in the thread is told as it was; what is asked after the end is refused', async () => {
  const store = await newProject();
  const reader = new StoreReader(store);
  const request = { runId: 'none', splitId: null, settings: {} as never };
  await expect(reader.read('training', request)).rejects.toMatchObject({
    kind: 'input',
    problem: expect.stringMatching(/no split yet/) as string,
  });
  await expect(reader.read('page', null as never)).rejects.toThrow(/Cannot/);
  await reader.close();
  await expect(reader.read('count', {})).rejects.toThrow(/being closed/);
  await store.close();
});

test('on a network share, where no second connection may read, the host reads itself', async () => {
  const store = await newProject({ isOnNetwork: () => true });
  store.images.add([imageOf()]);
  const reader = new StoreReader(store);
  expect(await reader.read('count', {})).toBe(1);
  await reader.close();
  await store.close();
});

import { expect, test } from 'vitest';
import { readAhead } from './read-ahead.ts';

test('the next item is begun before the present one is handed out, and no other', async () => {
  const course: string[] = [];
  const read = (item: number): Promise<number> => {
    course.push(`read ${item}`);
    return Promise.resolve(10 * item);
  };
  for await (const [item, value] of readAhead([1, 2, 3], read)) course.push(`work on ${item}: ${value}`);
  expect(course).toEqual(['read 1', 'read 2', 'work on 1: 10', 'read 3', 'work on 2: 20', 'work on 3: 30']);
});

test('nothing is read for nothing', async () => {
  for await (const item of readAhead([], () => Promise.reject(new Error('read')))) expect.fail(String(item));
});

test('a failure comes when it is its turn', async () => {
  const done: number[] = [];
  const read = (item: number): Promise<number> =>
    item === 2 ? Promise.reject(new Error('two is damaged')) : Promise.resolve(item);
  const work = async (): Promise<void> => {
    for await (const [item] of readAhead([1, 2, 3], read)) done.push(item);
  };
  await expect(work()).rejects.toThrow('two is damaged');
  expect(done).toEqual([1]);
});

test("the failure of an item that nobody asks for any more is nobody's", async () => {
  const read = (item: number): Promise<number> =>
    item === 2 ? Promise.reject(new Error('two is damaged')) : Promise.resolve(item);
  for await (const [item] of readAhead([1, 2], read)) if (item === 1) break;
  await new Promise((resolve) => setImmediate(resolve));
});

import path from 'node:path';
import { expect, test } from 'vitest';
import { writeSmallData } from './small-data.ts';
import { trainSmall } from './train-small.ts';

test('a run stopped in the last step of an epoch still validates that epoch', async () => {
  const data = await writeSmallData();
  const { summary, events } = await trainSmall(data, path.join(data.folder, 'model'), (event, control) => {
    if (event.type === 'step' && event.step === 2) control.cancel();
  });
  expect(summary).toMatchObject({ steps: 2, finished: false, bestEpoch: 1 });
  expect(events.flatMap((event) => (event.type === 'validation' ? [event.epoch] : []))).toEqual([1]);
});

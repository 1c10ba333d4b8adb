import path from 'node:path';
import { expect, test } from 'vitest';
import { OnnxEngine } from '../../native-models/engines/onnx/onnx-engine.ts';
import type { TrainingEvent } from '../../native-models/training/events.ts';
import { readProgress } from '../../native-models/training/run-folder.ts';
import { readWeights } from '../../native-models/weights/model-folder.ts';
import { writeSmallData } from './small-data.ts';
import { trainSmall } from './train-small.ts';

/** The CPU, said to compute in float16: onnxruntime rounds to it between operations. */
const halves = new OnnxEngine(
  { device: 'cpu', description: 'CPU', computeTypes: ['float32', 'float16'], memoryBytes: null },
  1,
);

test('a run in mixed precision learns what one in float32 learns, nearly', async () => {
  const data = await writeSmallData();
  const [exact, mixed] = ['exact', 'mixed'].map((name) => path.join(data.folder, name));
  const inFloat32 = lossesOf((await trainSmall(data, exact)).events);
  const { summary, events } = await trainSmall(data, mixed, undefined, '', halves);
  expect(summary).toMatchObject({ steps: 4, finished: true });

  const losses = lossesOf(events);
  expect(losses).not.toEqual(inFloat32);
  for (const [step, loss] of losses.entries()) expect(Math.abs(loss - inFloat32[step])).toBeLessThan(0.01);
  const { metadata } = await readWeights(mixed, 'last');
  const { updates, lossScale } = readProgress(metadata, mixed);
  // A step whose gradients overflow halves the scale and updates nothing.
  expect(lossScale).toBe(2 ** (16 - (4 - updates)));
  expect(updates).toBeGreaterThan(0);
});

function lossesOf(events: readonly TrainingEvent[]): number[] {
  return events.flatMap((event) => (event.type === 'step' ? [event.loss] : []));
}

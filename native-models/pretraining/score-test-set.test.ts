import { expect, test } from 'vitest';
import { cpuEngine } from '../../tests/cpu-engine.ts';
import { createForward } from '../inference/forward.ts';
import { pretrainedBackbone } from '../proposals/proposer.ts';
import { scoreTestSet } from './score-test-set.ts';

const PICTURES = 40;

test('the weights that come with Blemish find what they found when they were made', async () => {
  const { engine, segmenter, state, mapping } = await pretrainedBackbone(cpuEngine(), 8);
  const { bySize } = await scoreTestSet(createForward(engine, segmenter, state), mapping, PICTURES);
  const share = (name: string): number => bySize[name].found / bySize[name].defects;
  // 22 of 39, 25 of 32 and 18 of 22 when they were made, at an IoU of 0.41 for the middle sizes.
  expect(share('8 to 24 px')).toBeGreaterThan(0.5);
  expect(share('24 to 80 px')).toBeGreaterThan(0.7);
  expect(share('80 px or more')).toBeGreaterThan(0.75);
  expect(bySize['24 to 80 px'].iou).toBeGreaterThan(0.38);
});

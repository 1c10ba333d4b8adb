import type { LabelMap } from '../../app/mask/label-map.ts';
import { normalizeInto, type InputMapping } from '../data/input-mapping.ts';
import type { Forward } from '../inference/forward.ts';
import { judgeDefects, tallyDefects, type TestSetTally } from '../procedural/test-set-tally.ts';
import { TEST_SET, testPicture } from '../procedural/test-set.ts';

/** Marks the first pictures of the synthetic test set with a network of the generator's classes. */
export async function scoreTestSet(
  forward: Forward,
  mapping: InputMapping,
  count: number = TEST_SET.count,
): Promise<TestSetTally> {
  const { side } = TEST_SET;
  const outcomes = [];
  for (let index = 0; index < count; index++) {
    const picture = testPicture(index);
    const input = new Float32Array(side * side);
    normalizeInto(picture.raster, mapping, input, 0);
    outcomes.push(...judgeDefects(picture, marksOf(await forward(input, 1, side, side), side)));
  }
  return tallyDefects(outcomes);
}

/** Marked where background is less likely than all kinds of defect together, however they share. */
function marksOf(probabilities: Float32Array, side: number): LabelMap {
  const background = probabilities.subarray(0, side * side);
  return { width: side, height: side, data: Uint8Array.from(background, (p) => (p < 0.5 ? 1 : 0)) };
}

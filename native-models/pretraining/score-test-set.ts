import { mostProbable } from '../training/validation.ts';
import type { Forward } from '../inference/forward.ts';
import { normalizeInto } from '../data/input-mapping.ts';
import { DEFECT_KINDS } from '../procedural/defect-kinds.ts';
import { judgeDefects, tallyDefects, type TestSetTally } from '../procedural/test-set-tally.ts';
import { TEST_SET, testPicture } from '../procedural/test-set.ts';
import type { Stream } from './stream.ts';

/** Marks the synthetic test set with a network of the generator's classes. */
export async function scoreTestSet(forward: Forward, { mapping }: Stream): Promise<TestSetTally> {
  const { side, count } = TEST_SET;
  const numClasses = 1 + DEFECT_KINDS.length;
  const outcomes = [];
  for (let index = 0; index < count; index++) {
    const picture = testPicture(index);
    const input = new Float32Array(side * side);
    normalizeInto(picture.raster, mapping, input, 0);
    const data = await forward(input, 1, side, side);
    const marks = mostProbable({ numClasses, width: side, height: side, data });
    outcomes.push(...judgeDefects(picture, marks));
  }
  return tallyDefects(outcomes);
}

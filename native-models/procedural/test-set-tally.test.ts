import { expect, test } from 'vitest';
import { BACKGROUND, type LabelMap } from '../../app/mask/label-map.ts';
import { DEFECT_KINDS } from './defect-kinds.ts';
import { TEST_SET, testPicture } from './test-set.ts';
import { judgeDefects, tallyDefects } from './test-set-tally.ts';

const pictures = Array.from({ length: 60 }, (_, index) => testPicture(index));
const outcomesOf = (predict: (truth: LabelMap) => LabelMap) =>
  pictures.flatMap((picture) => judgeDefects(picture, predict(picture.labels)));
const mapped = (truth: LabelMap, change: (classId: number) => number): LabelMap => ({
  ...truth,
  data: truth.data.map(change),
});

test('pictures of the test set are the fixed ones', () => {
  expect(pictures[0].labels.width).toBe(TEST_SET.side);
  expect(testPicture(7)).toEqual(pictures[7]);
});

test('the truth as prediction scores 1 in every bin, even with the classes swapped', () => {
  const tallies = tallyDefects(outcomesOf((truth) => mapped(truth, (id) => (id === BACKGROUND ? 0 : 1))));
  expect(Object.keys(tallies.byKind)).toEqual([...DEFECT_KINDS]);
  for (const bins of [tallies.byKind, tallies.bySize, tallies.byContrast])
    for (const { defects, found, iou } of Object.values(bins)) {
      expect(found).toBe(defects);
      expect(iou).toBe(defects === 0 ? null : 1);
    }
});

test('nothing marked finds nothing, everything marked finds all at a low IoU', () => {
  const nothing = tallyDefects(outcomesOf((truth) => mapped(truth, () => BACKGROUND)));
  const everything = tallyDefects(outcomesOf((truth) => mapped(truth, () => 1)));
  for (const [name, { defects }] of Object.entries(nothing.bySize)) {
    expect(nothing.bySize[name].found).toBe(0);
    expect(everything.bySize[name].found).toBe(defects);
    expect(everything.bySize[name].iou).toBeLessThan(0.7);
  }
});

test('every defect falls into one bin of each kind', () => {
  const outcomes = outcomesOf((truth) => truth);
  const { byKind, bySize, byContrast } = tallyDefects(outcomes);
  for (const bins of [byKind, bySize, byContrast])
    expect(Object.values(bins).reduce((sum, { defects }) => sum + defects, 0)).toBe(outcomes.length);
});

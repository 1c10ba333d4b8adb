import { expect, test } from 'vitest';
import type { LabelMap } from '../../mask/label-map.ts';
import { drawn } from '../../mask/label-map.testing.ts';
import { compareClasses } from '../class-comparison.ts';
import { assign } from './assignment.ts';
import {
  type ImageInstances,
  type InstanceSettings,
  addInstances,
  instanceScores,
  measureInstances,
  noInstances,
} from './instance-scores.ts';
import { interpolatedAveragePrecision } from './interpolated-average-precision.ts';
import { rankDetections } from './ranked-detections.ts';

const SETTINGS: InstanceSettings = {
  bridge: { distance: 0 },
  match: { criterion: 'iou', threshold: 0.5 },
  size: 'areaPx',
  sizeEdges: [3],
};

function measured(truth: LabelMap, prediction: LabelMap, settings = SETTINGS): ImageInstances {
  return measureInstances(compareClasses(truth, prediction)[0], settings);
}

test('one of two found, one false call: rates by size, per image and per m2', () => {
  const { partial } = measured(drawn('11.111..'), drawn('11.....1'));
  const scores = instanceScores(addInstances(noInstances(SETTINGS), partial), { images: 2, areaMm2: 1e6 });
  expect(scores).toMatchObject({
    instanceDetectionRate: 1 / 2,
    detectionRateBySize: [1, 0],
    falseCalls: 1,
    falseCallsPerImage: 1 / 2,
    falseCallsPerM2: 1,
    panopticQuality: 1 / 2,
  });
});

test('merges and splits are told apart', () => {
  const merged = measured(drawn('11.11'), drawn('11111')).matches;
  expect(merged.merges).toEqual([{ prediction: 0, truths: [0, 1] }]);
  expect(merged.splits).toEqual([]);
  const split = measured(drawn('11111'), drawn('11.11')).matches;
  expect(split.splits).toEqual([{ truth: 0, predictions: [0, 1] }]);
  expect(split.merges).toEqual([]);
});

test('pieces nearer than the bridge are one; numbered ones are as a person grouped them', () => {
  const pieces = drawn('11..11');
  const bridged = { ...SETTINGS, bridge: { distance: 3.5 } };
  expect(measured(pieces, pieces, bridged).truth).toHaveLength(1);
  expect(measured(pieces, pieces, { ...SETTINGS, bridge: { distance: 3 } }).truth).toHaveLength(2);
  const grouped = { ...pieces, instances: Uint32Array.of(7, 7, 0, 0, 7, 7) };
  expect(measured(grouped, grouped).truth).toHaveLength(1);
  const parted = { ...pieces, instances: Uint32Array.of(1, 2, 0, 0, 0, 0) };
  expect(measured(parted, parted, bridged).truth).toHaveLength(3);
});

test('a line 3 px by 1 is 3 long, 1 wide, 3 times as long as wide and level', () => {
  const [line] = measured(drawn('111'), drawn('111')).truth;
  expect(line).toMatchObject({ areaPx: 3, lengthPx: 3, widthPx: 1, orientation: 0 });
  expect(line.elongation).toBeCloseTo(3, 10);
});

test('ties go to the first, in whatever order they come', () => {
  const ties = [0, 1].flatMap((truth) => [0, 1].map((prediction) => ({ truth, prediction, score: 0.5 })));
  expect(assign(ties)).toEqual(assign(ties.toReversed()));
  expect(assign(ties)).toHaveLength(2);
});

test('sizes in mm without a scale and a scale of zero are refused', () => {
  expect(() => measured(drawn('1'), drawn('1'), { ...SETTINGS, size: 'areaMm2' })).toThrow(/needs a scale/);
  const flat = { ...SETTINGS, scale: { pxPerMmX: 0, pxPerMmY: 1 } };
  expect(() => measured(drawn('1'), drawn('1'), flat)).toThrow(/a pixel cannot measure/);
});

test('100,000 specks are counted', () => {
  const side = 1024;
  const data = new Uint8Array(side * side);
  for (let i = 0; i < 100_000; i++) data[2 * Math.floor(i / 512) * side + 2 * (i % 512)] = 1;
  const map = { width: side, height: side, data };
  expect(measured(map, map).partial.panoptic).toMatchObject({ matched: 100_000, iouSum: 100_000 });
});

test('a score that is not a number is refused; without truth there is no average precision', () => {
  const nan = [{ pixels: Int32Array.of(0), score: NaN }];
  expect(() => rankDetections([], nan, 1, 0.5)).toThrow(/not a number/);
  const only = rankDetections([], [{ pixels: Int32Array.of(0), score: 1 }], 1, 0.5);
  expect(interpolatedAveragePrecision(only)).toBeNull();
});

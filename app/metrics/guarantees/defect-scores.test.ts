import { expect, test } from 'vitest';
import { predictInstances } from '../operating-point.ts';
import { defectScores } from './defect-scores.ts';

/** One row of probabilities of class 1, in tenths. */
function image(ofDefect: readonly number[], minAreaPx: number) {
  const probabilities = {
    numClasses: 2,
    width: ofDefect.length,
    height: 1,
    data: Float32Array.from([...ofDefect.map(() => 0), ...ofDefect]),
  };
  const everything = new Map([[1, { t0: 0.125, t: 0.125, minAreaPx }]]);
  return {
    probabilities,
    instances: predictInstances(probabilities, { operatingPoints: everything }).instances,
  };
}

test('a defect is found up to its most probable pixel', () => {
  const { probabilities, instances } = image([0.5, 0.75, 0, 0.25, 0], 1);
  const defects = [Int32Array.of(0, 1), Int32Array.of(3), Int32Array.of(4)];
  expect([...defectScores(defects, instances, probabilities)]).toEqual([0.75, 0.25, 0]);
});

test('an instance counts only where enough of its pixels do', () => {
  const { probabilities, instances } = image([0.75, 0.5, 0.25, 0, 0.75], 2);
  const defects = [Int32Array.of(0, 1, 2), Int32Array.of(4)];
  expect([...defectScores(defects, instances, probabilities)]).toEqual([0.5, 0]);
});

test('high pixels beside the defect do not find it', () => {
  const { probabilities, instances } = image([0.75, 0.25], 1);
  expect([...defectScores([Int32Array.of(1)], instances, probabilities)]).toEqual([0.25]);
});

test('what counts and lies in the defect at a threshold is what its score says', () => {
  const row = [0.5, 0.875, 0.25, 0, 0.625, 0.75, 0.75, 0.125, 0, 0.375];
  const defects = [Int32Array.of(1, 2), Int32Array.of(4, 5, 6, 7), Int32Array.of(8, 9)];
  const { probabilities, instances } = image(row, 2);
  const scores = defectScores(defects, instances, probabilities);
  for (const t of [0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875]) {
    const counting = predictInstances(probabilities, {
      operatingPoints: new Map([[1, { t0: 0.125, t, minAreaPx: 2 }]]),
    }).instances;
    const found = defects.map((defect) =>
      counting.some(({ pixels }) => pixels.some((pixel) => defect.includes(pixel) && row[pixel] >= t)),
    );
    expect(found).toEqual([...scores].map((score) => score >= t));
  }
});

// Against surface-distance, scipy and scikit-image: the values come from tests/goldens/metrics_boundaries.py.
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { drawn } from '../../mask/label-map.testing.ts';
import { compareClasses } from '../class-comparison.ts';
import { expectClose } from '../golden.testing.ts';
import { type BoundaryScores, boundaryScores, measureBoundaries } from './boundary-scores.ts';
import { largestWidth } from './largest-width.ts';

interface GoldenCase {
  truth: string[];
  prediction: string[];
  classId: number;
  tolerances: number[];
  pixel: [number, number];
  bandPx: number;
  widths: number[];
  scores: BoundaryScores;
}

const file = new URL('../../../tests/goldens/data/metrics/boundaries.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as GoldenCase[];

test.each(cases.map((golden, index) => ({ index, ...golden })))(
  'boundary scores of case $index are those of the reference',
  ({ truth, prediction, classId, tolerances, pixel: [width, height], bandPx, widths, scores }) => {
    const settings = { tolerances, pixel: { width, height }, bandPx };
    const comparison = compareClasses(drawn(...truth), drawn(...prediction)).find(
      (candidate) => candidate.classId === classId,
    );
    if (comparison === undefined) throw new Error('The case shows nothing of its class.');
    const ours = comparison.truth.components.map(({ pixels }) =>
      largestWidth(pixels, comparison.frame.width, settings.pixel),
    );
    expectClose(ours, widths);
    expectClose(boundaryScores(measureBoundaries(comparison, settings), settings), scores);
  },
);

import { expect, test } from 'vitest';
import { random } from '../../../native-models/random.ts';
import { drawn } from '../../mask/label-map.testing.ts';
import { compareClasses } from '../class-comparison.ts';
import { clusterBootstrap } from '../intervals/cluster-bootstrap.ts';
import { IN_PX, inMm } from '../pixel-size.ts';
import { type ContourDifferences, contourDifferences } from './contour-differences.ts';
import { repeatability } from './repeatability.ts';

/** Where both labellings have a defect, their first ones are the same. */
function differences(first: string[], second: string[], pixel = IN_PX): ContourDifferences {
  const [{ frame, truth, prediction }] = compareClasses(drawn(...first), drawn(...second));
  const [firsts, seconds] = [truth, prediction].map(({ components }) =>
    components.map(({ pixels }) => pixels),
  );
  const matches = firsts.length > 0 && seconds.length > 0 ? [{ truth: 0, prediction: 0 }] : [];
  return contourDifferences(firsts, seconds, matches, frame, pixel);
}

const SMALL = ['.....', '.....', '.111.', '.....', '.....'];
const TALL = ['.....', '.111.', '.111.', '.111.', '.....'];

test('a labelling that is 1 px wider above and below is 1 px larger there, and level at its sides', () => {
  const { signed, ...counts } = differences(SMALL, TALL);
  // Of the second: 6 pixels 1 px outside, 2 shared. Of the first: 2 shared, and one 1 px inside.
  expect([...signed].map((value) => value + 0).sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
  expect(counts).toEqual({ matched: 1, onlyFirst: 0, onlySecond: 0 });
});

test('swapped, the bias changes its sign and nothing else', () => {
  const [forth, back] = [
    repeatability([differences(SMALL, TALL)]),
    repeatability([differences(TALL, SMALL)]),
  ];
  expect(forth).toMatchObject({ median: 1, percentile95: 1, bias: 1 });
  expect(back).toMatchObject({ median: 1, percentile95: 1, bias: -1 });
});

test('in mm, pixels may be of different width and height', () => {
  const { median } = repeatability([differences(SMALL, TALL, inMm({ pxPerMmX: 100, pxPerMmY: 4 }))]);
  expect(median).toBe(0.25);
  expect(() => inMm({ pxPerMmX: 0, pxPerMmY: 4 })).toThrow('a pixel cannot measure Infinity x 0.25');
});

test('the same labels twice: no distance, no bias', () => {
  const { median, percentile95, bias } = repeatability([differences(TALL, TALL)]);
  expect([median, percentile95, bias].map((value) => Math.abs(value ?? NaN))).toEqual([0, 0, 0]);
});

test('defects that only one labelling has are counted and measure nothing', () => {
  expect(repeatability([differences(['1.1', '...'], ['...', '...']), differences(['1.1'], ['1..'])])).toEqual(
    {
      median: 0,
      percentile95: 0,
      bias: 0,
      matched: 1,
      onlyFirst: 3,
      onlySecond: 0,
    },
  );
  expect(repeatability([])).toMatchObject({ median: null, percentile95: null, bias: null, matched: 0 });
});

test('a defect in the corner of the image, and one of a single pixel', () => {
  expect(repeatability([differences(['1..'], ['11.'])]).median).toBe(0);
  expect(repeatability([differences(['1..'], ['111'])]).percentile95).toBeCloseTo(1.85, 12);
});

test('two defects that a person parted have a contour where they touch', () => {
  const frame = { width: 7, height: 5 };
  const columns = (from: number, to: number): Int32Array =>
    Int32Array.from(
      [1, 2, 3].flatMap((y) => Array.from({ length: to - from }, (_, x) => y * frame.width + from + x)),
    );
  const [first, second] = [
    [columns(1, 4), columns(4, 6)],
    [columns(1, 3), columns(3, 6)],
  ];
  const { signed } = contourDifferences(first, second, [{ truth: 0, prediction: 0 }], frame, IN_PX);
  // The second is a column narrower: its new edge's middle is inside, all of the first's old edge outside.
  expect([...signed].filter((value) => value !== 0)).toEqual([-1, -1, -1, -1]);
});

test('the interval of the median is that of a bootstrap by part', () => {
  const parts = [[differences(SMALL, TALL)], [differences(TALL, TALL)], [differences(SMALL, TALL)]];
  const source = random(5);
  const estimate = clusterBootstrap(parts, (images) => repeatability(images).median, {
    unit: 'part',
    uniform: () => source.uniform(),
    resamples: 100,
  });
  expect(estimate).toMatchObject({ low: 0, high: 1, n: 3, method: 'cluster-bootstrap' });
});

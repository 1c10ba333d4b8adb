import { expect, test } from 'vitest';
import { drawn } from '../mask/label-map.testing.ts';
import { countImage, scoreSet } from './scores.ts';

const settings = { classNames: ['background', 'crack', 'hole'], tolerancePx: 1 };

test('a set of three images of two parts', () => {
  const images = [
    countImage(drawn('11..', '....'), drawn('....', '11..'), 'left', settings),
    countImage(drawn('11..', '....'), drawn('11..', '....'), 'left', settings),
    countImage(drawn('....', '....'), drawn('....', '...1'), 'right', settings),
  ];
  expect(scoreSet(images, settings)).toEqual({
    meanIou: (17 / 22 + 2 / 7) / 2,
    defectIou: 2 / 7,
    foregroundIou: 2 / 7,
    pixelAccuracy: 19 / 24,
    iou: { background: 17 / 22, crack: 2 / 7, hole: null },
    dice: { background: 34 / 39, crack: 4 / 9, hole: null },
    tolerancePx: 1,
    boundaryTolerant: {
      background: { boundaryTolerantIou: 1, strictIou: 17 / 22, areaRatio: 19 / 20 },
      crack: { boundaryTolerantIou: 6 / 7, strictIou: 2 / 7, areaRatio: 5 / 4 },
      hole: { boundaryTolerantIou: null, strictIou: null, areaRatio: null },
    },
    images: { defective: 2, escapes: 0, unlocated: 1, good: 1, overkill: 1 },
    parts: {
      defective: 1,
      escapes: 0,
      unlocated: 0,
      good: 1,
      overkill: 1,
      escapeRate: { rate: 0, low: 0, high: expect.closeTo(0.975, 12) as number },
      overkillRate: { rate: 1, low: expect.closeTo(0.025, 12) as number, high: 1 },
    },
  });
});

test('an empty set has no score', () => {
  const scores = scoreSet([], settings);
  expect(scores).toMatchObject({ meanIou: null, defectIou: null, iou: { background: null, crack: null } });
  expect(scores.parts.escapeRate).toEqual({ rate: null, low: 0, high: 1 });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawn, labelMaps, rowsOf } from '../mask/label-map.testing.ts';
import {
  type ClassProbabilities,
  type InstancePrediction,
  type OperatingPoint,
  operatingPointSchema,
  predictInstances,
} from './operating-point.ts';

/** One plane of tenths per defect class, drawn; the background has what they leave. */
function tenths(...planes: string[][]): ClassProbabilities {
  const maps = planes.map((rows) => drawn(...rows));
  const { width, height } = maps[0];
  const defects = maps.map(({ data }) => Array.from(data, (tenth) => tenth / 10));
  const background = defects[0].map((_, i) => 1 - defects.reduce((sum, plane) => sum + plane[i], 0));
  return {
    numClasses: 1 + planes.length,
    width,
    height,
    data: Float32Array.from([background, ...defects].flat()),
  };
}

function predict(point: OperatingPoint, ...rows: string[]): InstancePrediction {
  return predictInstances(tenths(rows), { operatingPoints: new Map([[1, point]]) });
}

const point = { t0: 0.25, t: 0.55, minAreaPx: 2 };

test('a component counts with at least two pixels over t, and is painted down to t0', () => {
  const { instances, labels } = predict(point, '366...', '.3..9.', '......');
  expect(rowsOf(labels)).toEqual(['111...', '.1....', '......']);
  expect(instances).toHaveLength(1);
  expect(instances[0]).toMatchObject({
    classId: 1,
    areaPx: 4,
    box: { x: 0, y: 0, width: 3, height: 2 },
    pixels: Int32Array.of(0, 1, 2, 7),
  });
});

test('a component with one pixel over t does not count when two are asked for', () => {
  expect(predict(point, '3339333').instances).toEqual([]);
});

test('two peaks joined over t0 are one instance, however high t is', () => {
  expect(predict({ ...point, t: 0.85 }, '99399').instances).toHaveLength(1);
  expect(predict({ ...point, t: 0.85 }, '99299').instances).toHaveLength(2);
});

test('the score is the highest t at which the instance still counts: its second pixel', () => {
  expect(predict(point, '3697').instances[0].score).toBeCloseTo(0.7, 6);
});

test('a pixel claimed by two classes goes to the more probable one, and stays in both instances', () => {
  const probabilities = tenths(['643'], ['.46']);
  const operatingPoints = new Map([
    [1, { t0: 0.3, t: 0.5, minAreaPx: 1 }],
    [2, { t0: 0.3, t: 0.5, minAreaPx: 1 }],
  ]);
  const { instances, labels } = predictInstances(probabilities, { operatingPoints });
  expect(instances.map(({ classId, areaPx }) => [classId, areaPx])).toEqual([
    [1, 3],
    [2, 2],
  ]);
  expect(rowsOf(labels)).toEqual(['112']);
});

test('a class without an operating point has the default: one pixel of 0.5 in a component of 0.3', () => {
  expect(predictInstances(tenths(['4444'])).instances).toEqual([]);
  expect(predictInstances(tenths(['2464.'])).instances[0].areaPx).toBe(3);
});

test('what lies outside the region leaves before components form', () => {
  const options = { operatingPoints: new Map([[1, point]]), region: Uint8Array.of(1, 1, 0, 1, 1) };
  expect(predictInstances(tenths(['66666']), options).instances).toHaveLength(2);
  expect(rowsOf(predictInstances(tenths(['.6666']), options).labels)).toEqual(['...11']);
});

test('with a scale instances have sizes in mm', () => {
  const scale = { pxPerMmX: 2, pxPerMmY: 2 };
  const { instances } = predictInstances(tenths(['6666']), { scale });
  expect(instances[0]).toMatchObject({ lengthPx: 4, lengthMm: 2, areaMm2: 1 });
});

test('an instance counts exactly when its score reaches t', () => {
  fc.assert(
    fc.property(
      labelMaps(1, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 3, max: 9 }),
      ([map], minAreaPx, high) => {
        const probabilities = tenths(rowsOf(map));
        const at = (t: number): number[] =>
          predictInstances(probabilities, {
            operatingPoints: new Map([[1, { t0: 0.25, t, minAreaPx }]]),
          }).instances.map(({ score }) => score);
        const t = high / 10 - 0.05;
        expect(at(t)).toEqual(at(0.25).filter((score) => score >= t));
      },
    ),
  );
});

test('the schema refuses t below t0, thresholds out of 0..1 and an area of no pixel', () => {
  expect(operatingPointSchema.safeParse(point).success).toBe(true);
  for (const wrong of [{ t: 0.2 }, { t0: 0 }, { t: 1.1 }, { minAreaPx: 0 }, { minAreaPx: 1.5 }]) {
    expect(operatingPointSchema.safeParse({ ...point, ...wrong }).success).toBe(false);
  }
});

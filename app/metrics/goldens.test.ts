// Against numpy and scipy: the values come from tests/goldens/metrics.py.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { componentShape } from '../mask/component-shape.ts';
import { componentPixels } from '../mask/components.ts';
import { squaredDistanceTo } from '../mask/distance.ts';
import { withIgnoreBand } from '../mask/ignore-band.ts';
import { drawn, rowsOf } from '../mask/label-map.testing.ts';
import { toleranceCounts } from './boundaries/tolerance-sweep.testing.ts';
import { clopperPearson } from './clopper-pearson.ts';
import { confusionMatrix } from './confusion.ts';
import { type OperatingPoint, predictInstances } from './operating-point.ts';
import { defectIou, diceByClass, foregroundIou, iouByClass, meanIou, pixelAccuracy } from './overlap.ts';

function golden(name: string): unknown {
  const file = new URL(`../../tests/goldens/data/metrics/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

test('the distance transform is scipy.ndimage.distance_transform_edt squared', () => {
  const cases = golden('distance') as { mask: string[]; squaredDistance: number[] }[];
  for (const { mask, squaredDistance } of cases) {
    const { data, width, height } = drawn(...mask);
    expect([...squaredDistanceTo(data, width, height)]).toEqual(squaredDistance);
  }
});

test('components are those of scipy.ndimage.label, their shapes those of all pairs of pixels', () => {
  const cases = golden('components') as {
    mask: string[];
    pxPerMm: [number, number];
    shapes: { pixels: number[]; box: number[]; lengthPx: number; lengthMm: number; areaMm2: number }[];
  }[];
  for (const { mask, pxPerMm, shapes } of cases) {
    const { data, width, height } = drawn(...mask);
    const components = componentPixels(data, width, height);
    expect(components.map((pixels) => [...pixels])).toEqual(shapes.map(({ pixels }) => pixels));
    components.forEach((pixels, index) => {
      const shape = componentShape(pixels, width, { pxPerMmX: pxPerMm[0], pxPerMmY: pxPerMm[1] });
      const [x, y, boxWidth, boxHeight] = shapes[index].box;
      expect(shape.areaPx).toBe(shapes[index].pixels.length);
      expect(shape.box).toEqual({ x, y, width: boxWidth, height: boxHeight });
      expect(shape.lengthPx).toBeCloseTo(shapes[index].lengthPx, 10);
      expect(shape.lengthMm).toBeCloseTo(shapes[index].lengthMm, 10);
      expect(shape.areaMm2).toBeCloseTo(shapes[index].areaMm2, 10);
    });
  }
});

test('the ignore band is a dilation by a disc, class by class', () => {
  const cases = golden('ignore-band') as { labels: string[]; bandPx: number; banded: string[] }[];
  for (const { labels, bandPx, banded } of cases) {
    expect(rowsOf(withIgnoreBand(drawn(...labels), bandPx))).toEqual(banded);
  }
});

test('confusion, IoU, Dice and accuracy are those of numpy', () => {
  const cases = golden('overlap') as {
    truth: string[];
    prediction: string[];
    numClasses: number;
    confusion: number[];
    [score: string]: unknown;
  }[];
  for (const { truth, prediction, numClasses, confusion, ...scores } of cases) {
    const matrix = confusionMatrix(drawn(...truth), drawn(...prediction), numClasses);
    expect([...matrix.counts]).toEqual(confusion);
    expectClose(
      {
        iou: iouByClass(matrix),
        dice: diceByClass(matrix),
        meanIou: meanIou(matrix),
        defectIou: defectIou(matrix),
        foregroundIou: foregroundIou(matrix),
        pixelAccuracy: pixelAccuracy(matrix),
      },
      scores,
    );
  }
});

test('boundary-tolerant counts are those of scipy.ndimage.binary_dilation by discs', () => {
  const cases = golden('boundary-tolerant-iou') as {
    truth: string[];
    prediction: string[];
    classId: number;
    tolerancePx: number;
  }[];
  for (const { truth, prediction, classId, tolerancePx, ...counts } of cases) {
    expect(toleranceCounts(drawn(...truth), drawn(...prediction), classId, tolerancePx)).toEqual(counts);
  }
});

test('instances at an operating point are those of scipy.ndimage.label', () => {
  const cases = golden('operating-point') as {
    probabilities: number[];
    points: OperatingPoint[];
    region: string[];
    instances: { classId: number; areaPx: number; score: number }[];
    labels: string[];
  }[];
  for (const { probabilities, points, region, instances, labels } of cases) {
    const inspected = drawn(...region);
    const prediction = predictInstances(
      {
        numClasses: points.length + 1,
        width: inspected.width,
        height: inspected.height,
        data: Float32Array.from(probabilities, (count) => count / 256),
      },
      {
        operatingPoints: new Map(points.map((point, index) => [index + 1, point])),
        region: inspected.data,
      },
    );
    expect(prediction.instances.map(({ classId, areaPx, score }) => ({ classId, areaPx, score }))).toEqual(
      instances,
    );
    expect(rowsOf(prediction.labels)).toEqual(labels);
  }
});

test('Clopper-Pearson intervals are those of scipy.stats.beta.ppf', () => {
  const cases = golden('clopper-pearson') as { events: number; trials: number; low: number; high: number }[];
  for (const { events, trials, ...interval } of cases) {
    expectClose(clopperPearson(events, trials), interval);
  }
});

/** Equal, every number within 1e-9. */
function expectClose(actual: object, expected: object): void {
  const rounded = (value: object): unknown =>
    JSON.parse(JSON.stringify(value), (_, leaf: unknown) =>
      typeof leaf === 'number' ? (expect.closeTo(leaf, 9) as unknown) : leaf,
    );
  expect(actual).toEqual(rounded(expected));
}

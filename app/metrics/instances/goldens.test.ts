// Against pycocotools, torchmetrics, scipy and numpy: the values come from tests/goldens/metrics_instances.py.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { componentPixels } from '../../mask/components.ts';
import { drawn } from '../../mask/label-map.testing.ts';
import { compareClasses } from '../class-comparison.ts';
import { expectClose } from '../golden.testing.ts';
import { froc } from './froc.ts';
import { measureInstances } from './instance-scores.ts';
import { interpolatedAveragePrecision } from './interpolated-average-precision.ts';
import type { MatchRule } from './match-instances.ts';
import { panopticQuality } from './panoptic-quality.ts';
import { NO_DETECTIONS, addDetections, rankDetections } from './ranked-detections.ts';

function golden(name: string): unknown {
  const file = new URL(`../../../tests/goldens/data/metrics/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
}

test('instances, their shapes, matches and panoptic quality', () => {
  const cases = golden('instances') as {
    truth: string[];
    prediction: string[];
    bridge: number;
    pixel: [number, number];
    rule: MatchRule;
    shapes: object[];
    assigned: { total: number; matches: number };
    quality: object;
  }[];
  for (const { truth, prediction, bridge, pixel, rule, shapes, assigned, quality } of cases) {
    const [comparison] = compareClasses(drawn(...truth), drawn(...prediction));
    const found = measureInstances(comparison, {
      bridge: { distance: bridge },
      match: rule,
      scale: { pxPerMmX: 1 / pixel[0], pxPerMmY: 1 / pixel[1] },
      size: 'areaPx',
      sizeEdges: [],
    });
    expectClose(
      found.truth.map(
        ({ areaPx, widthPx, widthMm, elongation, orientation, elongationInMm, orientationInMm }) => ({
          areaPx,
          widthPx,
          widthMm,
          elongation,
          orientation,
          elongationInMm,
          orientationInMm,
        }),
      ),
      shapes,
    );
    const { matches } = found.matches;
    expectClose(
      { total: matches.reduce((sum, { score }) => sum + score, 0), matches: matches.length },
      assigned,
    );
    expectClose(panopticQuality(found.partial.panoptic), quality);
  }
});

test('average precision is that of pycocotools, sensitivity that of a count by hand', () => {
  const cases = golden('ranking') as {
    iouThreshold: number;
    images: { truth: string[]; prediction: string[]; scores: number[] }[];
    averagePrecision: number;
    sensitivity: number[];
  }[];
  for (const { iouThreshold, images, averagePrecision, sensitivity } of cases) {
    const detections = images
      .map(({ truth, prediction, scores }) => {
        const predicted = regionsOf(prediction).map((pixels, i) => ({ pixels, score: scores[i] }));
        const size = truth.length * truth[0].length;
        return rankDetections(regionsOf(truth), predicted, size, iouThreshold);
      })
      .reduce(addDetections, NO_DETECTIONS);
    expect(interpolatedAveragePrecision(detections)).toBeCloseTo(averagePrecision, 6);
    expectClose([...froc(detections, images.length).sensitivity], sensitivity);
  }
});

function regionsOf(rows: readonly string[]): Int32Array[] {
  const { data, width, height } = drawn(...rows);
  return componentPixels(data, width, height);
}

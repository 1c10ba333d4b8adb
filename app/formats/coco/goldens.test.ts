import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type LabelMap } from '../../mask/label-map.ts';
import { boxAround, spansOfForeground } from '../../mask/spans.ts';
import { LabelCanvas } from '../label-canvas.ts';
import { labelledObjects } from '../labelled-objects.ts';
import { polygonCounts } from './polygon.ts';
import { compressedSegmentation, paintSegmentation } from './segmentation.ts';

/** Made by tests/goldens/coco.py with pycocotools. */
const goldens = z
  .object({
    polygons: z.array(
      z.object({
        width: z.int(),
        height: z.int(),
        parts: z.array(z.array(z.number())),
        counts: z.string(),
        area: z.int(),
      }),
    ),
    masks: z.array(z.object({ rows: z.array(z.string()), counts: z.string(), bbox: z.array(z.int()) })),
  })
  .parse(JSON.parse(readFileSync(new URL('../../../tests/goldens/data/coco.json', import.meta.url), 'utf8')));

const EVERYTHING = 0x101;

test('polygons are filled to the pixel as pycocotools does', () => {
  for (const { width, height, parts, counts } of goldens.polygons) {
    const ours = new LabelCanvas(width, height);
    for (const part of parts) ours.paintColumns(polygonCounts(part, width, height) ?? [], EVERYTHING);
    const theirs = new LabelCanvas(width, height);
    paintSegmentation({ size: [height, width], counts }, theirs, EVERYTHING, 'theirs');
    expect([...ours.values], JSON.stringify({ width, height, parts })).toEqual([...theirs.values]);
  }
});

test('a painted polygon has the run-length string that pycocotools gives it', () => {
  for (const { width, height, parts, counts, area } of goldens.polygons.filter(({ area }) => area > 0)) {
    const canvas = new LabelCanvas(width, height);
    paintSegmentation(parts, canvas, EVERYTHING, 'ours');
    const [object, ...others] = labelledObjects(canvas.labels());
    expect(others).toHaveLength(0);
    expect(compressedSegmentation(object.spans, width, height).counts).toBe(counts);
    expect(canvas.values.filter((value) => value > 0)).toHaveLength(area);
  }
});

test('masks have the strings and boxes of pycocotools, and come back from them', () => {
  for (const { rows, counts, bbox } of goldens.masks) {
    const mask = maskOf(rows);
    const spans = spansOfForeground(mask);
    const box = boxAround(spans);
    expect(compressedSegmentation(spans, mask.width, mask.height).counts).toBe(counts);
    expect([box.x, box.y, box.width, box.height]).toEqual(bbox);
    const canvas = new LabelCanvas(mask.width, mask.height);
    paintSegmentation({ size: [mask.height, mask.width], counts }, canvas, 1, 'mask');
    expect([...canvas.values]).toEqual([...mask.data]);
  }
});

function maskOf(rows: readonly string[]): LabelMap {
  const data = Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 1 : 0));
  return { width: rows[0].length, height: rows.length, data };
}

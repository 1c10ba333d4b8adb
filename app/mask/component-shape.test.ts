import { expect, test } from 'vitest';
import { type ComponentShape, type Scale, componentShape } from './component-shape.ts';
import { componentPixels } from './components.ts';
import { drawn } from './label-map.testing.ts';

function shapeOf(rows: string[], scale?: Scale): ComponentShape {
  const { data, width, height } = drawn(...rows);
  return componentShape(componentPixels(data, width, height)[0], width, scale);
}

test('a single pixel has length 1', () => {
  expect(shapeOf(['...', '..1'])).toEqual({
    areaPx: 1,
    box: { x: 2, y: 1, width: 1, height: 1 },
    lengthPx: 1,
  });
});

test('a straight line of n pixels has length n, lying or standing', () => {
  expect(shapeOf(['.1111.']).lengthPx).toBe(4);
  expect(shapeOf(['1', '1', '1']).lengthPx).toBe(3);
});

test('a 3-4-5 triangle of centres has length 5 + 1', () => {
  expect(shapeOf(['1....', '11...', '111..', '11111']).lengthPx).toBe(6);
});

test('a frame is as long as its diagonal, whatever its inside', () => {
  const frame = shapeOf(['1111', '1..1', '1111']);
  expect(frame).toEqual({
    areaPx: 10,
    box: { x: 0, y: 0, width: 4, height: 3 },
    lengthPx: Math.sqrt(13) * (1 + 1 / Math.sqrt(13)),
  });
});

test('in mm: 10 px at 4 px per mm are 2.5 mm', () => {
  const line = shapeOf(['1111111111'], { pxPerMmX: 4, pxPerMmY: 4 });
  expect(line.lengthMm).toBeCloseTo(2.5, 12);
  expect(line.areaMm2).toBeCloseTo(10 / 16, 12);
});

test('in mm the longest direction may be another than in px', () => {
  const corner = ['1...', '1...', '1111'];
  expect(shapeOf(corner).lengthPx).toBeCloseTo(Math.sqrt(13) + 1, 12);
  // 4 px of 0.01 mm across, 3 px of 1 mm down.
  const lengthMm = shapeOf(corner, { pxPerMmX: 100, pxPerMmY: 1 }).lengthMm;
  expect(lengthMm).toBeCloseTo(3, 1);
});

test('a full map of 30000x40 px', () => {
  const { areaPx, box, lengthPx } = componentShape(
    Int32Array.from({ length: 30_000 * 40 }, (_, i) => i),
    30_000,
  );
  expect({ areaPx, box }).toEqual({ areaPx: 1_200_000, box: { x: 0, y: 0, width: 30_000, height: 40 } });
  expect(lengthPx).toBeCloseTo(Math.hypot(29_999, 39) + 1, 6);
});

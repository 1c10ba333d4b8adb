import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../domain/errors.ts';
import { rowsOf } from './label-map.testing.ts';
import { type Ring, fillPolygon } from './polygon.ts';
import { maskOf, pixelCount } from './spans.ts';

interface PolygonGoldens {
  readonly width: number;
  readonly height: number;
  readonly cases: readonly {
    readonly rings: readonly number[][];
    readonly inside: string[];
  }[];
}

const golden = new URL('../../tests/goldens/data/mask/polygons.json', import.meta.url);
const { width, height, cases } = JSON.parse(readFileSync(golden, 'utf8')) as PolygonGoldens;

function filled(rings: readonly Ring[], columns: number, rows: number): string[] {
  const mask = maskOf(fillPolygon(rings, columns, rows), { x: 0, y: 0, width: columns, height: rows });
  return rowsOf({ width: columns, height: rows, data: mask });
}

test.each(cases)('the pixels that OpenCV finds inside (golden %#)', (golden) => {
  expect(filled(golden.rings, width, height)).toEqual(golden.inside);
});

test('a square from corner to corner of pixels, and a hole in it', () => {
  const outer = [0, 0, 4, 0, 4, 4, 0, 4];
  expect(filled([outer], 5, 5)).toEqual(['1111.', '1111.', '1111.', '1111.', '.....']);
  expect(filled([outer, [1, 1, 3, 1, 3, 3, 1, 3]], 4, 4)).toEqual(['1111', '1..1', '1..1', '1111']);
});

test('a bow tie crosses itself; a centre on its edge is inside where the tie lies to the right', () => {
  expect(filled([[0, 0, 6, 6, 6, 0, 0, 6]], 6, 6)).toEqual([
    '.....1',
    '1...11',
    '11.111',
    '11.111',
    '1...11',
    '.....1',
  ]);
});

test('no corners, one, two, or all on a line hold nothing', () => {
  for (const ring of [[], [3, 3], [1, 1, 7, 5], [0, 0, 3, 3, 6, 6], [0, 2.5, 9, 2.5, 4, 2.5]]) {
    expect(fillPolygon([ring], 9, 9).rows).toHaveLength(0);
  }
});

test('a polygon around the picture fills it, one beside it leaves it', () => {
  expect(pixelCount(fillPolygon([[-1e9, -1e9, 1e9, -1e9, 1e9, 1e9, -1e9, 1e9]], 30, 20))).toBe(600);
  expect(pixelCount(fillPolygon([[40, 0, 50, 0, 50, 20]], 30, 20))).toBe(0);
});

test.each([
  [[0, 0, NaN, 1, 2, 2], 'NaN'],
  [[0, 0, Infinity, 1, 2, 2], 'Infinity'],
  [[0, 0, 1e300, 1, 2, 2], '1e+300'],
  [[0, 0, 1, 1, 2], 'without its y'],
])('%o is refused', (ring, problem) => {
  expect(() => fillPolygon([ring], 5, 5)).toThrow(BlemishError);
  expect(() => fillPolygon([ring], 5, 5)).toThrow(problem);
});

/** Quarter pixels put centres exactly on edges often. */
const quarters = fc.integer({ min: 0, max: 36 }).map((count) => count / 4);

test('triangles that share an edge share no pixel and leave none out', () => {
  fc.assert(
    fc.property(quarters, quarters, quarters, quarters, (width, height, x, y) => {
      const corners = [0, 0, width, 0, width, height, 0, height];
      const triangles = [0, 2, 4, 6].map((i) =>
        fillPolygon(
          [
            [
              corners[i],
              corners[i + 1],
              corners[(i + 2) % 8],
              corners[(i + 3) % 8],
              Math.min(x, width),
              Math.min(y, height),
            ],
          ],
          9,
          9,
        ),
      );
      const covered = triangles.map((spans) => pixelCount(spans)).reduce((sum, count) => sum + count);
      expect(covered).toBe(pixelCount(fillPolygon([corners], 9, 9)));
    }),
  );
});

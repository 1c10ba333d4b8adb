import { describe, expect, test } from 'vitest';
import { parseImageTable } from './image-table.ts';

test('all columns, in any order and case, with a byte-order mark and semicolons', () => {
  const csv =
    '\ufeffLot;IMAGE;View;mm_per_px_y;MM_per_px_x;inspector\nA;a/1.png;top;0.02;0.01;Kim\n;b.png;;;;\n';
  expect(parseImageTable(csv, 'table.csv')).toEqual({
    rows: [
      { line: 2, path: 'a/1.png', lot: 'A', view: 'top', mmPerPx: { x: 0.01, y: 0.02 } },
      { line: 3, path: 'b.png' },
    ],
    ignoredColumns: ['inspector'],
  });
});

test('one size for both directions', () => {
  expect(parseImageTable('path,mm_per_px\na.png,0.05', 't').rows[0].mmPerPx).toEqual({ x: 0.05, y: 0.05 });
});

describe('refused, with the line', () => {
  test.each([
    ['part,lot\na,b', 'The table has no column path (it has: part, lot)'],
    ['path\n', 'The table lists no image'],
    ['path,lot\na.png,A\na.png,B', 'Lines 2 and 3 both name the image "a.png"'],
    ['path,mm_per_px\na.png,0', 'Line 2: "0" is no size in mm above 0'],
    ['path,mm_per_px\na.png,wide', 'Line 2: "wide" is no size in mm above 0'],
    ['path,mm_per_px_x\na.png,1', 'Line 2: The size of a pixel is given in one direction only'],
    ['path,lot\n,A', 'Line 2: the path is empty'],
    ['path,lot\na.png,"A', 'The table is no proper CSV'],
  ])('%j', (csv, message) => {
    expect(() => parseImageTable(csv, 't.csv')).toThrow(`t.csv: ${message}`);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boxOf } from './box.ts';
import { emptyBitmap, fillRange } from './label-bitmap.ts';
import { bitmapsOfSize, copyOf, valuesOf } from './label-bitmap.testing.ts';
import { TILE_SIDE, joinTiles, patchWithin, tileBox, tilesTouched } from './label-tiles.ts';
import { applyPatch, patchBetween } from './patch.ts';
import { encodeRuns } from './run-length-code.ts';

test('a map of 1100x1030 px has four tiles, the last of 76x6 px', () => {
  const map = { width: TILE_SIDE + 76, height: TILE_SIDE + 6 };
  expect(tilesTouched(boxOf(map))).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 0, y: 1 },
    { x: 1, y: 1 },
  ]);
  expect(tileBox({ x: 1, y: 1 }, map)).toEqual({ x: 1024, y: 1024, width: 76, height: 6 });
});

test('a box that ends where a tile begins does not touch it', () => {
  expect(tilesTouched({ x: 1000, y: 0, width: 24, height: 1 })).toEqual([{ x: 0, y: 0 }]);
  expect(tilesTouched({ x: 1000, y: 0, width: 25, height: 1 })).toEqual([
    { x: 0, y: 0 },
    { x: 1, y: 0 },
  ]);
});

test('the code of a map is joined from the codes of its tiles; one that is missing is background', () => {
  const map = emptyBitmap(TILE_SIDE + 76, TILE_SIDE + 6);
  fillRange(map, 1000, 1050, 3);
  fillRange(map, map.width * TILE_SIDE + 1020, map.width * TILE_SIDE + 1024, 7);
  const joined = joinTiles(map, (place) =>
    place.x === 1 && place.y === 1 ? null : encodeRuns(map, tileBox(place, map)),
  );
  expect(joined).toEqual(encodeRuns(map));
});

test('a patch cut into boxes changes what the whole patch changes', () => {
  const pair = fc.tuple(bitmapsOfSize(9, 7), bitmapsOfSize(9, 7));
  fc.assert(
    fc.property(pair, fc.integer({ min: 1, max: 8 }), ([before, after], cut) => {
      const patch = patchBetween(before, after);
      fc.pre(patch !== null);
      const halves = [
        { x: 0, y: 0, width: cut, height: 7 },
        { x: cut, y: 0, width: 9 - cut, height: 7 },
      ];
      const result = copyOf(before);
      for (const box of halves) {
        const part = patchWithin(patch, box);
        if (part === null) continue;
        applyPatch(result, {
          ...part,
          box: { ...part.box, x: part.box.x + box.x, y: part.box.y + box.y },
        });
      }
      expect(valuesOf(result)).toEqual(valuesOf(after));
    }),
  );
});

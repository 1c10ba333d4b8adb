import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlemishError } from '../domain/errors.ts';
import { bitmapsOfSize, labelBitmaps } from './label-bitmap.testing.ts';
import { drawn } from './label-map.testing.ts';
import { patchBetween } from './patch.ts';
import { bytesFromPatch, patchFromBytes } from './patch-bytes.ts';
import { bytesFromRuns, runsFromBytes } from './run-length-bytes.ts';
import { encodeRuns } from './run-length-code.ts';

test('width, height, runs, then length and value of each', () => {
  expect([...bytesFromRuns(encodeRuns(drawn('..1', '111')))]).toEqual([3, 2, 2, 2, 0, 4, 1]);
});

test('values and lengths beyond 127 take more bytes', () => {
  const map = { width: 300, height: 1, lengths: Uint32Array.of(300), values: Uint32Array.of(0xffffffff) };
  expect([...bytesFromRuns(map)]).toEqual([0xac, 2, 1, 1, 0xac, 2, 0xff, 0xff, 0xff, 0xff, 0x0f]);
  expect(runsFromBytes(bytesFromRuns(map))).toEqual(map);
});

test('maps and patches come back from their bytes', () => {
  fc.assert(
    fc.property(labelBitmaps(), (bitmap) => {
      const code = encodeRuns(bitmap);
      expect(runsFromBytes(bytesFromRuns(code))).toEqual(code);
    }),
  );
  fc.assert(
    fc.property(bitmapsOfSize(7, 5), bitmapsOfSize(7, 5), (before, after) => {
      const patch = patchBetween(before, after);
      if (patch !== null) expect(patchFromBytes(bytesFromPatch(patch))).toEqual(patch);
    }),
  );
});

test.each([
  ['nothing', []],
  ['an early end', [3, 2, 2, 2, 0, 4]],
  ['more after the end', [3, 2, 2, 2, 0, 4, 1, 0]],
  ['an empty run', [3, 2, 2, 0, 0, 6, 1]],
  ['neighbours of one value', [3, 2, 2, 2, 1, 4, 1]],
  ['too few pixels', [3, 2, 2, 2, 0, 3, 1]],
  ['too many pixels', [3, 2, 1, 7, 1]],
  ['a number longer than it need be', [3, 2, 1, 0x86, 0, 1]],
  ['a number beyond 32 bits', [3, 2, 1, 0xff, 0xff, 0xff, 0xff, 0x1f, 1]],
  ['a number without end', [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ['a thousand million runs', [0xff, 0xff, 0x01, 0xff, 0xff, 0x01, 0xff, 0xff, 0xff, 0xff, 0x03, 1, 1]],
  ['a map beyond all bounds', [0xff, 0xff, 0xff, 0xff, 0x0f, 0xff, 0xff, 0xff, 0xff, 0x0f, 1, 1, 1]],
])('%s is refused', (_, bytes) => {
  expect(() => runsFromBytes(Uint8Array.from(bytes))).toThrow(BlemishError);
});

test('a patch whose halves differ in size is refused', () => {
  const [small, large] = [encodeRuns(drawn('1')), encodeRuns(drawn('11'))];
  const patch = { box: { x: 0, y: 0, width: 1, height: 1 }, before: small, after: large };
  expect(() => patchFromBytes(bytesFromPatch(patch))).toThrow('differ in size');
});

test('any bytes give an error or the one map that is written so', () => {
  const smallNumbers = fc.uint8Array({ maxLength: 12, max: 5 });
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), smallNumbers), (bytes) => {
      let map;
      try {
        map = runsFromBytes(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(BlemishError);
        return;
      }
      expect(bytesFromRuns(map)).toEqual(bytes);
    }),
    { numRuns: 2000 },
  );
});

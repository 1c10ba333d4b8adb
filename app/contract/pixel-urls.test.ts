import fc from 'fast-check';
import { v7 as newId } from 'uuid';
import { expect, test } from 'vitest';
import { type Pixels, parsePixelPath, pixelPath } from './pixel-urls.ts';

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const whole = fc.nat(1_000_000);

const pixels: fc.Arbitrary<Pixels> = fc.oneof(
  fc.record({ kind: fc.constant('thumbnail' as const), hash }),
  fc.record({ kind: fc.constant('tile' as const), hash, level: whole, column: whole, row: whole }),
  fc.record({
    kind: fc.constant('label-map' as const),
    annotationId: fc.constant(newId()),
    revision: whole,
    changedAt: fc.nat(2 ** 31 * 1000),
  }),
);

test('a path means what it was made from', () => {
  fc.assert(
    fc.property(pixels, (asked) => {
      expect(parsePixelPath(pixelPath(asked))).toEqual(asked);
    }),
  );
});

test('no other path means anything', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.webPath(),
        fc.string(),
        fc.string().map((rest) => `/pixels/${rest}`),
      ),
      (path) => {
        const asked = parsePixelPath(path);
        expect(asked === null || pixelPath(asked) === path).toBe(true);
      },
    ),
  );
});

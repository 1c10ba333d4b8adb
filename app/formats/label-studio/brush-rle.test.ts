import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBrush, encodeBrush } from './brush-rle.ts';

test('soft brush edges are cut at alpha 128', () => {
  // Header as Label Studio's; then one block of four words that repeats nothing: r, g, b, alpha 127, and one of 128.
  const words = [
    [9, 9, 9, 127],
    [9, 9, 9, 128],
    [0, 0, 0, 0],
  ].flat();
  const bits = [
    words.length.toString(2).padStart(32, '0'),
    '00111' + '0010' + '0011' + '0111' + '1111',
    ...words.map((word) => '000000' + word.toString(2).padStart(8, '0')),
  ].join('');
  const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, i) =>
    Number.parseInt(bits.slice(8 * i, 8 * i + 8).padEnd(8, '0'), 2),
  );
  expect(decodeBrush(bytes, 3)).toEqual({ counts: [1, 1, 1], cutAlphaValues: 2 });
});

test('a brush code gives its runs back', () => {
  const runs = fc.array(fc.integer({ min: 1, max: 40000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(runs, fc.boolean(), (lengths, startsInside) => {
      const counts = startsInside ? [0, ...lengths] : lengths;
      const pixels = counts.reduce((sum, count) => sum + count, 0);
      expect(decodeBrush(encodeBrush(counts), pixels)).toEqual({ counts, cutAlphaValues: 0 });
    }),
  );
});

test('any brush code gives runs that fill the picture, or a RangeError', () => {
  const header = fc.constantFrom([0, 0, 0, 32, 57, 27, 255], [0, 0, 0, 32, 57, 27, 240], []);
  fc.assert(
    fc.property(header, fc.array(fc.nat(255)), (start, rest) => {
      try {
        const { counts } = decodeBrush([...start, ...rest], 8);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { random } from '../../native-models/random.ts';
import { differenceHash } from './difference-hash.ts';
import { nearDuplicates } from './near-duplicates.ts';

describe('the difference hash', () => {
  const ramp = (width: number, height: number, sign: 1 | -1, channels = 1): bigint =>
    differenceHash({
      width,
      height,
      channels,
      data: Array.from(
        { length: width * height * channels },
        (_, at) => 1000 + sign * (Math.floor(at / channels) % width),
      ),
    });

  test('brighter to the right is all ones, to the left all zeros, level all zeros', () => {
    expect(ramp(90, 40, 1)).toBe(2n ** 64n - 1n);
    expect(ramp(90, 40, 1, 3)).toBe(2n ** 64n - 1n);
    expect(ramp(90, 40, -1)).toBe(0n);
    expect(differenceHash({ width: 1, height: 1, channels: 1, data: [7] })).toBe(0n);
  });

  test('one bright cell at the top left: its neighbour is darker, nothing is brighter to the right', () => {
    const data = new Uint8Array(72);
    data[1] = 255;
    expect(differenceHash({ width: 9, height: 8, channels: 1, data })).toBe(1n << 63n);
  });
});

describe('near-duplicates', () => {
  const hashes = fc.array(fc.bigInt(0n, 2n ** 64n - 1n), { minLength: 1, maxLength: 12 });
  const flips = fc.array(fc.tuple(fc.nat(11), fc.array(fc.nat(63), { maxLength: 8 })), { maxLength: 12 });

  test('are those that comparing each with each finds', () => {
    fc.assert(
      fc.property(hashes, flips, fc.integer({ min: 0, max: 10 }), (originals, changed, most) => {
        const copies = changed.map(([of, bits]) =>
          bits.reduce((hash, bit) => hash ^ (1n << BigInt(bit)), originals[of % originals.length]),
        );
        const all = [...new Set([...originals, ...copies])];
        const expected = all.flatMap((a, first) =>
          all.flatMap((b, second) => {
            const distance = (a ^ b).toString(2).replaceAll('0', '').length;
            return first < second && distance <= most ? [{ first, second, distance }] : [];
          }),
        );
        expect(nearDuplicates(all, most)).toEqual(expected);
      }),
    );
  });

  test('equal hashes are paired with the first of them, however many', () => {
    const pairs = nearDuplicates(Array<bigint>(100_000).fill(5n), 6);
    expect(pairs.length).toBe(99_999);
    expect(pairs.every(({ first, distance }) => first === 0 && distance === 0)).toBe(true);
  });

  test('a hundred thousand random ones, and a copy of each hundredth with three bits changed', () => {
    const source = random(2);
    const word = (): bigint => BigInt(source.integer(0, 2 ** 31)) * 2n + BigInt(source.integer(0, 1));
    const originals = Array.from({ length: 99_000 }, () => (word() << 32n) | word());
    const copies = Array.from({ length: 990 }, (_, at) => originals[at * 100] ^ 0x1000_0010_0000_0001n);
    const pairs = nearDuplicates([...originals, ...copies], 6);
    expect(pairs.filter(({ distance }) => distance === 3).length).toBe(990);
    expect(pairs.length).toBeLessThan(1000);
  });
});

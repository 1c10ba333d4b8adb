import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { type DecodedImage } from './decode-image.ts';
import { createInputMapping, inputMappingSchema, normalizeInto, toRaster } from './input-mapping.ts';
import { percentileRange } from './percentile-range.ts';

function image8(channels: number, values: number[]): DecodedImage {
  const width = values.length / channels;
  const data = Uint8Array.from(values);
  return { width, height: 1, channels, bitsStored: 8, significantBits: 8, data, notes: [] };
}

function image16(significantBits: number, values: number[]): DecodedImage {
  const data = Uint16Array.from(values);
  return { width: values.length, height: 1, channels: 1, bitsStored: 16, significantBits, data, notes: [] };
}

describe('the mapping', () => {
  test('takes mean and deviation from ImageNet, averaged for other counts than three', () => {
    expect(createInputMapping(3, 8).mean).toEqual([0.485, 0.456, 0.406]);
    expect(createInputMapping(3, 8).deviation).toEqual([0.229, 0.224, 0.225]);
    expect(createInputMapping(1, 12)).toEqual({
      channels: 1,
      significantBits: 12,
      range: 'full',
      mean: [0.449],
      deviation: [0.226],
    });
    expect(createInputMapping(5, 8).mean).toHaveLength(5);
  });

  test('survives JSON, and refuses what makes no sense', () => {
    const mapping = createInputMapping(2, 14, [
      [10, 900],
      [0, 1],
    ]);
    expect(inputMappingSchema.parse(JSON.parse(JSON.stringify(mapping)))).toEqual(mapping);
    for (const wrong of [
      { ...mapping, channels: 3 },
      { ...mapping, channels: 7 },
      { ...mapping, significantBits: 9 },
      { ...mapping, range: [[5, 5]] },
      { ...mapping, deviation: [0, 1] },
      { ...mapping, gamma: 2 },
    ]) {
      expect(inputMappingSchema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe('toRaster', () => {
  test('maps the full range to 0..1 and clips', () => {
    expect([...toRaster(image8(1, [0, 51, 255]), createInputMapping(1, 8)).data]).toEqual([
      0,
      Math.fround(0.2),
      1,
    ]);
    expect([...toRaster(image16(12, [0, 4095, 60000]), createInputMapping(1, 12)).data]).toEqual([0, 1, 1]);
  });

  test('maps a range per channel', () => {
    const mapping = createInputMapping(2, 8, [
      [10, 20],
      [0, 100],
    ]);
    const { data } = toRaster(image8(2, [10, 10, 15, 25, 20, 50, 99, 200]), mapping);
    [0, 0.1, 0.5, 0.25, 1, 0.5, 1, 1].forEach((value, i) => {
      expect(data[i]).toBeCloseTo(value, 6);
    });
  });

  test('scales full range to full range between 8 and 16 bit', () => {
    expect([...toRaster(image8(1, [0, 255]), createInputMapping(1, 12)).data]).toEqual([0, 1]);
    expect([...toRaster(image16(10, [0, 1023]), createInputMapping(1, 8)).data]).toEqual([0, 1]);
    const halves = createInputMapping(1, 12, [[0, 4095 / 2]]);
    expect(toRaster(image8(1, [51]), halves).data[0]).toBeCloseTo(0.4, 6);
  });

  test('repeats gray, turns RGB into luma, refuses the rest', () => {
    expect([...toRaster(image8(1, [0, 255]), createInputMapping(3, 8)).data]).toEqual([0, 0, 0, 1, 1, 1]);
    const gray = toRaster(image8(3, [255, 0, 0, 10, 10, 10]), createInputMapping(1, 8));
    expect(gray.channels).toBe(1);
    expect(gray.data[0]).toBeCloseTo(0.299, 6);
    expect(gray.data[1]).toBeCloseTo(10 / 255, 6);
    expect(() => toRaster(image8(2, [1, 2]), createInputMapping(3, 8))).toThrow(BlemishError);
  });
});

test('normalizeInto writes planes behind the offset and nothing else', () => {
  const mapping = createInputMapping(3, 8);
  const raster = { width: 2, height: 1, channels: 3, data: Float32Array.of(0, 0.1, 0.2, 0.3, 0.4, 0.5) };
  const target = new Float32Array(8).fill(9);
  normalizeInto(raster, mapping, target, 1);
  const expected = [9, -0.485 / 0.229, (0.3 - 0.485) / 0.229, (0.1 - 0.456) / 0.224, (0.4 - 0.456) / 0.224];
  [...expected, (0.2 - 0.406) / 0.225, (0.5 - 0.406) / 0.225, 9].forEach((value, i) => {
    expect(target[i]).toBeCloseTo(value, 5);
  });
});

describe('percentileRange', () => {
  test('agrees with sorting', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 65535 }), { minLength: 1 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (pictures, share) => {
          const sorted = pictures.flat().sort((a, b) => a - b);
          const rank = Math.max(1, Math.ceil(share * sorted.length));
          const [[low]] = await percentileRange(
            pictures.map((values) => image16(16, values)),
            share,
            1,
          );
          expect(low).toBe(sorted[rank - 1]);
        },
      ),
    );
  });

  test('leaves a hot pixel out, and widens a flat channel', async () => {
    const flat = image16(12, [...Array<number>(5000).fill(7), 4095]);
    expect(await percentileRange([flat])).toEqual([[7, 8]]);
  });

  test('refuses mixed channels and an empty set', async () => {
    await expect(percentileRange([image8(1, [1]), image8(3, [1, 2, 3])])).rejects.toThrow(
      'channels (1 and 3)',
    );
    await expect(percentileRange([])).rejects.toThrow(BlemishError);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACKGROUND } from '../../app/mask/label-map.ts';
import { classOf, DEFECT_KINDS } from './defect-kinds.ts';
import { pictureWithReference, surfacePicture } from './surface-picture.ts';

const SIDE = 96;
const stream = Array.from({ length: 400 }, (_, index) => surfacePicture(1, index, SIDE));
const defects = stream.flatMap((picture) => picture.defects);

test('the same seed, index and side give the same picture, whatever was asked before', () => {
  const first = surfacePicture(5, 3, SIDE);
  surfacePicture(5, 4, 64);
  expect(surfacePicture(5, 3, SIDE)).toEqual(first);
  for (const other of [surfacePicture(6, 3, SIDE), surfacePicture(5, 4, SIDE)])
    expect(other.raster.data).not.toEqual(first.raster.data);
});

test('every picture is sound: sizes, tones, labels and records agree', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 32, max: 512 }), (seed, index, side) => {
      const { raster, labels, instances, defects } = surfacePicture(seed, index, side);
      expect([raster.width, raster.height, raster.channels]).toEqual([side, side, 1]);
      expect([labels.width, labels.height, instances.length]).toEqual([side, side, side * side]);
      expect(raster.data.every((value) => value >= 0 && value <= 1)).toBe(true);
      const areas = defects.map(() => 0);
      for (let at = 0; at < instances.length; at++) {
        const defect = instances[at] === 0 ? undefined : defects[instances[at] - 1];
        if (labels.data[at] !== (defect === undefined ? BACKGROUND : classOf(defect.kind)))
          expect.fail(`label and instance disagree at ${at}`);
        if (defect !== undefined) areas[instances[at] - 1] += 1;
      }
      expect(defects.map(({ area }) => area)).toEqual(areas);
      for (const { size, width, contrast, contrastToNoise } of defects) {
        expect(size).toBeGreaterThanOrEqual(1);
        expect(size).toBeLessThanOrEqual(1 + Math.SQRT2 * side);
        expect(width).toBeGreaterThan(0);
        expect(Math.abs(contrast)).toBeLessThanOrEqual(1);
        expect(contrastToNoise).toBeGreaterThan(0);
      }
    }),
    { numRuns: 40 },
  );
});

test('every kind of defect comes, and about a sixth of the pictures has none', () => {
  for (const kind of DEFECT_KINDS)
    expect(
      stream.filter((picture) => picture.defects.some((defect) => defect.kind === kind)).length,
    ).toBeGreaterThan(12);
  const flawless = stream.filter((picture) => picture.defects.length === 0).length / stream.length;
  expect(flawless).toBeGreaterThan(0.12);
  expect(flawless).toBeLessThan(0.22);
});

test('sizes reach from specks to half the picture, contrasts from the noise to far above it', () => {
  const share = (holds: (defect: (typeof defects)[number]) => boolean) =>
    defects.filter(holds).length / defects.length;
  expect(share(({ size }) => size < 5)).toBeGreaterThan(0.05);
  expect(share(({ size }) => size > SIDE / 3)).toBeGreaterThan(0.05);
  expect(share(({ contrastToNoise }) => contrastToNoise < 2)).toBeGreaterThan(0.02);
  expect(share(({ contrastToNoise }) => contrastToNoise > 10)).toBeGreaterThan(0.05);
  expect(share(({ contrast }) => contrast > 0)).toBeGreaterThan(0.15);
  expect(share(({ contrast }) => contrast < 0)).toBeGreaterThan(0.3);
});

test('strong changes lie on labels or right beside them, and labels where something changed', () => {
  let strong = 0;
  let labelled = 0;
  for (let index = 0; index < 150; index++) {
    const { raster, flawless, labels } = pictureWithReference(2, index, SIDE);
    for (let at = 0; at < labels.data.length; at++) {
      const change = Math.abs(raster.data[at] - flawless.data[at]);
      if (labels.data[at] !== BACKGROUND) expect(change).toBeGreaterThan(0);
      if (change < 0.15) continue;
      strong += 1;
      if (isLabelledAround(labels.data, at)) labelled += 1;
    }
  }
  expect(labelled / strong).toBeGreaterThan(0.97);
});

/** Within two pixels: as far as blur carries a change. */
function isLabelledAround(labels: Uint8Array, at: number): boolean {
  const x = at % SIDE;
  const y = Math.floor(at / SIDE);
  for (let row = Math.max(0, y - 2); row <= Math.min(SIDE - 1, y + 2); row++)
    for (let column = Math.max(0, x - 2); column <= Math.min(SIDE - 1, x + 2); column++)
      if (labels[row * SIDE + column] !== BACKGROUND) return true;
  return false;
}

import { BlemishError } from '../domain/errors.ts';
import type { Scale } from '../mask/component-shape.ts';

/** The sides of a pixel in the unit that lengths are wanted in. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Lengths in px. */
export const IN_PX: PixelSize = { width: 1, height: 1 };

/** Lengths in mm. Throws when the scale is not finite and above 0. */
export function inMm({ pxPerMmX, pxPerMmY }: Scale): PixelSize {
  const size = { width: 1 / pxPerMmX, height: 1 / pxPerMmY };
  requirePixelSize(size);
  return size;
}

/** Refuses a pixel that has no size. */
export function requirePixelSize({ width, height }: PixelSize): void {
  if (Number.isFinite(width) && Number.isFinite(height) && width > 0 && height > 0) return;
  throw new BlemishError('input', {
    problem: `a pixel cannot measure ${width} x ${height}`,
    remedy: 'Give a scale whose px per mm are above 0 along both axes',
  });
}

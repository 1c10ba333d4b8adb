import { dilate } from './dilate.ts';
import { dilateSquare } from './dilate-square.ts';

export type Operation = 'dilate' | 'erode' | 'open' | 'close';

/** What a mask is grown or shrunk by; a square's radius is in whole px, its sides are 2 * radius + 1. */
export interface StructuringElement {
  readonly shape: 'disc' | 'square';
  readonly radiusPx: number;
}

/**
 * Grows (dilate), shrinks (erode), clears of thin parts (open) or closes the gaps (close) of the nonzero pixels of a
 * `width * height` mask; 1 where the result is. Nothing is known beyond the mask: it neither grows nor eats into it.
 */
export function morph(
  mask: Uint8Array,
  width: number,
  height: number,
  operation: Operation,
  element: StructuringElement,
): Uint8Array {
  const grow = (from: Uint8Array): Uint8Array =>
    element.shape === 'disc'
      ? dilate(from, width, height, element.radiusPx)
      : dilateSquare(from, width, height, element.radiusPx);
  const shrink = (from: Uint8Array): Uint8Array => inverse(grow(inverse(from)));
  switch (operation) {
    case 'dilate':
      return grow(mask);
    case 'erode':
      return shrink(mask);
    case 'open':
      return grow(shrink(mask));
    case 'close':
      return shrink(grow(mask));
  }
}

/** How far beyond a place, px, the mask decides what the result is there. */
export function reachOf(operation: Operation, { radiusPx }: StructuringElement): number {
  return Math.ceil(operation === 'open' || operation === 'close' ? 2 * radiusPx : radiusPx);
}

function inverse(mask: Uint8Array): Uint8Array {
  return mask.map((value) => (value === 0 ? 1 : 0));
}

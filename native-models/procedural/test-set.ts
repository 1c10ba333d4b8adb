import { surfacePicture, type SurfacePicture } from './surface-picture.ts';

/** The synthetic test set: a fixed stretch of a stream that nothing may be trained on. `side` in px. */
export const TEST_SET = { seed: 733_100_957, count: 200, side: 256 } as const;

/** `index` from 0 to `TEST_SET.count - 1`. */
export function testPicture(index: number): SurfacePicture {
  return surfacePicture(TEST_SET.seed, index, TEST_SET.side);
}

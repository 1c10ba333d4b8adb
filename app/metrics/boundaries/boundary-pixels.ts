import type { ClassSide } from '../class-comparison.ts';
import { type Points, PointWriter } from './points.ts';

/**
 * The pixels of a class that share an edge with a pixel that is not of it; beyond the image's edge nothing is. To
 * any pixel outside, the nearest one of the class is among them.
 * @param width the frame's, px
 */
export function boundaryPixels({ mask, components }: ClassSide, width: number): Points {
  const writer = new PointWriter();
  components.forEach(({ pixels }, owner) => {
    for (const i of pixels) {
      if ((mask[i - 1] & mask[i + 1] & mask[i - width] & mask[i + width]) === 1) continue;
      const x = i % width;
      writer.add(x, (i - x) / width, owner);
    }
  });
  return writer.finish();
}

import { decodeLabelMap } from './decode-label-map.ts';
import { unreadable } from './image-file.ts';

export interface DecodedRegion {
  /** `width * height`, row-major: 1 = inspected, 0 = outside. */
  readonly region: Uint8Array;
  /** Pixels that were neither black nor white and were cut at 128. */
  readonly cutGrayValues: number;
}

/**
 * Decodes a region to inspect, a gray picture of its image's size: values of 128 of 255 and above are inspected.
 *
 * @throws {BlemishError} 'input' where the file cannot be read, has another size (px) or leaves nothing to inspect.
 */
export async function readRegion(
  path: string,
  image: { readonly width: number; readonly height: number },
): Promise<DecodedRegion> {
  const { labels, cutGrayValues } = await decodeLabelMap(path, { kind: 'binary', classId: INSPECTED });
  if (labels.width !== image.width || labels.height !== image.height) {
    throw unreadable(
      path,
      `is ${labels.width}x${labels.height} px, the image it belongs to is ${image.width}x${image.height} px`,
      'Give the image a region of its own size',
    );
  }
  if (!labels.data.includes(INSPECTED)) {
    throw unreadable(
      path,
      'has no white pixel, so nothing would be inspected',
      'Paint white what is to be inspected, or leave the column region empty',
    );
  }
  return { region: labels.data, cutGrayValues };
}

const INSPECTED = 1;

import type { LabelMap } from '../../app/mask/label-map.ts';
import { type DecodedImage, decodeImage } from './decode-image.ts';
import { labelMapOf, type MaskReading } from './decode-label-map.ts';
import { openImageFile, unreadable } from './image-file.ts';
import type { SplitRow } from './split-file.ts';

/** A row of the split file with the files it names. */
export interface Pair {
  readonly row: SplitRow;
  readonly imagePath: string;
  readonly maskPath: string | null;
}

/** What reading both files of a row found, before classes have ids. */
export interface ScannedPair extends Pair {
  readonly image: Omit<DecodedImage, 'data'>;
  readonly maskKind: MaskReading['kind'];
  /** Pixels by value 0 to 255; of a binary mask 0 is background and `FOREGROUND` the class. */
  readonly pixels: readonly number[];
  readonly cutGrayValues: number;
}

/** Stands for a binary mask's class while ids are not yet given. */
export const FOREGROUND = 1;

/**
 * Decodes an image and its mask once, so that damaged files are known before anything starts.
 * A mask is binary where the split file has a class column and the mask no palette.
 *
 * @throws {BlemishError} 'input' where a file cannot be used or the two differ in size.
 */
export async function scanPair(pair: Pair, hasClasses: boolean): Promise<ScannedPair> {
  const { width, height, channels, bitsStored, significantBits, notes } = await decodeImage(pair.imagePath);
  const image = { width, height, channels, bitsStored, significantBits, notes };
  if (pair.maskPath === null) {
    const pixels = Array<number>(256).fill(0);
    pixels[0] = width * height;
    return { ...pair, image, maskKind: 'indexed', pixels, cutGrayValues: 0 };
  }
  const file = await openImageFile(pair.maskPath);
  const maskKind = hasClasses && !file.header.isPalette ? 'binary' : 'indexed';
  const { labels, cutGrayValues } = await labelMapOf(file, { kind: maskKind, classId: FOREGROUND });
  if (labels.width !== width || labels.height !== height) {
    throw unreadable(
      pair.maskPath,
      `is ${labels.width}x${labels.height} px, its image ${pair.row.image} is ${width}x${height} px`,
      'Give the image a mask of its own size',
    );
  }
  return { ...pair, image, maskKind, pixels: pixelsByValue(labels), cutGrayValues };
}

function pixelsByValue({ data }: LabelMap): number[] {
  const counts = Array<number>(256).fill(0);
  for (const value of data) counts[value]++;
  return counts;
}

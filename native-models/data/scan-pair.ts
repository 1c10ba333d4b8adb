import type { Scale } from '../../app/mask/component-shape.ts';
import type { LabelMap } from '../../app/mask/label-map.ts';
import { outsideRegionIgnored } from '../../app/mask/region.ts';
import { type DecodedImage, decodeImage } from './decode-image.ts';
import { labelMapOf, type MaskReading } from './decode-label-map.ts';
import { openImageFile, unreadable } from './image-file.ts';
import { readRegion } from './region-file.ts';
import type { SplitRow } from './split-file.ts';

/** A row of the split file with the files it names. */
export interface Pair {
  readonly row: SplitRow;
  readonly imagePath: string;
  readonly maskPath: string | null;
  readonly regionPath: string | null;
  readonly zonesPath: string | null;
  readonly scale: Scale | null;
}

/** What reading the files of a row found, before classes have ids. */
export interface ScannedPair extends Pair {
  readonly image: Omit<DecodedImage, 'data'>;
  readonly maskKind: MaskReading['kind'];
  /** Pixels by value 0 to 255; of a binary mask 0 is background and `FOREGROUND` the class. Outside the region: 255. */
  readonly pixels: readonly number[];
  /** Of the mask. */
  readonly cutGrayValues: number;
  /** Of the region. */
  readonly cutRegionValues: number;
}

/** Stands for a binary mask's class while ids are not yet given. */
export const FOREGROUND = 1;

/**
 * Decodes an image, its mask and its region once, so that damaged files are known before anything starts.
 * A mask is binary where the split file has a class column and the mask no palette.
 *
 * @throws {BlemishError} 'input' where a file cannot be used, they differ in size, or the region is empty.
 */
export async function scanPair(pair: Pair, hasClasses: boolean): Promise<ScannedPair> {
  const { width, height, channels, bitsStored, significantBits, notes } = await decodeImage(pair.imagePath);
  const image = { width, height, channels, bitsStored, significantBits, notes };
  const { labels, maskKind, cutGrayValues } = await scanMask(pair, image, hasClasses);
  if (pair.regionPath === null) {
    return { ...pair, image, maskKind, pixels: pixelsByValue(labels), cutGrayValues, cutRegionValues: 0 };
  }
  const { region, cutGrayValues: cutRegionValues } = await readRegion(pair.regionPath, image);
  const pixels = pixelsByValue(outsideRegionIgnored(labels, region));
  return { ...pair, image, maskKind, pixels, cutGrayValues, cutRegionValues };
}

interface ScannedMask extends Pick<ScannedPair, 'maskKind' | 'cutGrayValues'> {
  readonly labels: LabelMap;
}

async function scanMask(
  { maskPath, row }: Pair,
  { width, height }: ScannedPair['image'],
  hasClasses: boolean,
): Promise<ScannedMask> {
  if (maskPath === null) {
    const labels = { width, height, data: new Uint8Array(width * height) };
    return { labels, maskKind: 'indexed', cutGrayValues: 0 };
  }
  const file = await openImageFile(maskPath);
  const maskKind = hasClasses && !file.header.isPalette ? 'binary' : 'indexed';
  const { labels, cutGrayValues } = await labelMapOf(file, { kind: maskKind, classId: FOREGROUND });
  if (labels.width !== width || labels.height !== height) {
    throw unreadable(
      maskPath,
      `is ${labels.width}x${labels.height} px, its image ${row.image} is ${width}x${height} px`,
      'Give the image a mask of its own size',
    );
  }
  return { labels, maskKind, cutGrayValues };
}

function pixelsByValue({ data }: LabelMap): number[] {
  const counts = Array<number>(256).fill(0);
  for (const value of data) counts[value]++;
  return counts;
}

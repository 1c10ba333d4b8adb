import type { ClassStatistics } from '../../../app/domain/annotation.ts';
import type { ListedImage } from '../../../app/domain/image-query.ts';
import type { SplitMember, Subset } from '../../../app/domain/split.ts';
import { nearDuplicates } from '../../../app/images/near-duplicates.ts';
import type { Link } from '../../../app/split/image-groups.ts';
import type { Defect, SplitImage } from '../../../app/split/split-image.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { isLabelled, ownImages } from './own-images.ts';

/** The images of a project as a split sees them, named by their paths. */
export interface ImagesToSplit {
  readonly ids: readonly string[];
  readonly images: readonly SplitImage[];
  /** Of images with the same content, and of near-duplicates where they are asked for. */
  readonly links: readonly Link[];
}

/** @param mostBits in which the perceptual hashes of near-duplicates differ; null to link equal files only */
export function imagesToSplit(store: ProjectStore, mostBits: number | null): ImagesToSplit {
  const listed = ownImages(store, {});
  return {
    ids: listed.map(({ id }) => id),
    images: listed.map((image) => splitImage(store, image)),
    links: [...equalFiles(listed), ...(mostBits === null ? [] : nearlyEqual(listed, mostBits))],
  };
}

/** The subset of each image; null where it is in none. */
export function subsetsOf(members: readonly SplitMember[], ids: readonly string[]): (Subset | null)[] {
  const subsets = new Map(members.map(({ imageId, subset }) => [imageId, subset]));
  return ids.map((id) => subsets.get(id) ?? null);
}

function splitImage(store: ProjectStore, image: ListedImage): SplitImage {
  const { path, lot, partName } = image;
  const defects = isLabelled(image) ? store.imageFacts.statistics(image.id).flatMap(defectsOf) : null;
  return { id: path, lot, part: partName, defects };
}

/** The largest as it is, the others as large as they are on average: the store keeps no more, and that decides little. */
function defectsOf({ classId, pixels, instances, largestAreaPx }: ClassStatistics): Defect[] {
  const others = (pixels - largestAreaPx) / Math.max(1, instances - 1);
  return Array.from({ length: instances }, (_, index) => ({
    classId,
    areaPx: index === 0 ? largestAreaPx : others,
  }));
}

function equalFiles(images: readonly ListedImage[]): Link[] {
  const groups = Map.groupBy(images.keys(), (index) => images[index].contentHash);
  return [...groups.values()].flatMap(([first, ...others]) => others.map((second) => ({ first, second })));
}

function nearlyEqual(images: readonly ListedImage[], mostBits: number): Link[] {
  const hashed = [...images.keys()].filter((index) => images[index].perceptualHash !== null);
  const hashes = hashed.map((index) => BigInt(`0x${images[index].perceptualHash ?? '0'}`));
  return nearDuplicates(hashes, mostBits).map(({ first, second }) => ({
    first: hashed[first],
    second: hashed[second],
  }));
}

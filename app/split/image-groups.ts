import { DisjointSets } from '../metrics/disjoint-sets.ts';
import type { SplitImage } from './split-image.ts';

/** What images may have in common. */
export type GroupKey = 'lot' | 'part';

/** Two images that must stay together, such as near-duplicates, as indices. */
export interface Link {
  readonly first: number;
  readonly second: number;
}

/** Indices of the images that stay together, at least one. */
export type ImageGroup = readonly number[];

/**
 * The finest grouping that keeps together images of one lot, of one part (as asked) and linked ones: where a link
 * joins two lots, they become one group. In order of the images' ids, so that the order of the images does not matter.
 */
export function groupImages(
  images: readonly SplitImage[],
  keys: readonly GroupKey[],
  links: readonly Link[] = [],
): ImageGroup[] {
  const sets = new DisjointSets(images.length);
  for (const key of keys) joinWhereEqual(sets, images, key);
  for (const { first, second } of links) sets.join(first, second);
  const byId = images
    .map((_, index) => index)
    .sort((a, b) => (images[a].id < images[b].id ? -1 : images[a].id > images[b].id ? 1 : 0));
  return [...Map.groupBy(byId, (index) => sets.lowestWith(index)).values()];
}

/** What its group has, for each image, in the order of the images. */
export function ofEachImage<T>(groups: readonly ImageGroup[], valueOf: (group: number) => T): T[] {
  const values: T[] = [];
  for (const [group, members] of groups.entries()) {
    for (const image of members) values[image] = valueOf(group);
  }
  return values;
}

/** A group in words: 'the lot "A7"', 'the part "12" of the lot "A7"', 'the image "a.png"', or several of these. */
export function describeGroup(
  images: readonly SplitImage[],
  group: ImageGroup,
  keys: readonly GroupKey[],
): string {
  const names = [...new Set(group.map((index) => describeImage(images[index], keys)))];
  const others = names.length - NAMED;
  const rest = others > 0 ? ` and ${others} more` : '';
  return `${names.slice(0, NAMED).join(', linked with ')}${rest}`;
}

const NAMED = 3;

function describeImage(image: SplitImage, keys: readonly GroupKey[]): string {
  const ofLot = image.lot === null ? '' : ` of the lot "${image.lot}"`;
  if (keys.includes('lot') && image.lot !== null) return `the lot "${image.lot}"`;
  if (keys.includes('part') && image.part !== null) return `the part "${image.part}"${ofLot}`;
  return `the image "${image.id}"`;
}

function joinWhereEqual(sets: DisjointSets, images: readonly SplitImage[], key: GroupKey): void {
  const firstWith = new Map<string, number>();
  for (const [index, { lot, part }] of images.entries()) {
    const value = key === 'lot' ? lot : part;
    if (value === null) continue;
    const identity = key === 'lot' ? value : JSON.stringify([lot, part]);
    const first = firstWith.get(identity);
    if (first === undefined) firstWith.set(identity, index);
    else sets.join(first, index);
  }
}

import { hasDefect } from './dataset-classes.ts';
import type { ScannedPair } from './scan-pair.ts';

/** What a person should know about how a data set was read, one sentence each. */
export function datasetNotes(pairs: readonly ScannedPair[]): string[] {
  return [...emptyMasks(pairs), ...cutGrays(pairs), ...pictures(pairs)];
}

/** A class name without a labelled pixel anywhere is no defect class; one with some empty masks is worth a word. */
function emptyMasks(pairs: readonly ScannedPair[]): string[] {
  const byClass = Map.groupBy(
    pairs.filter(({ row }) => row.className !== null),
    ({ row }) => row.className ?? '',
  );
  return [...byClass].flatMap(([name, members]) => {
    const empty = members.filter((pair) => !hasDefect(pair)).length;
    if (empty === 0) return [];
    return empty === members.length
      ? [`"${name}" names no defect class: nothing is labelled in its ${plural(empty, 'picture')}.`]
      : [
          `Nothing is labelled in ${plural(empty, 'picture')} of the class "${name}": counted as free of defects.`,
        ];
  });
}

function cutGrays(pairs: readonly ScannedPair[]): string[] {
  const masks = pairs.filter(({ cutGrayValues }) => cutGrayValues > 0).length;
  const regions = pairs.filter(({ cutRegionValues }) => cutRegionValues > 0).length;
  return [...cutNote(masks, 'mask'), ...cutNote(regions, 'region')];
}

function cutNote(count: number, noun: string): string[] {
  return count === 0
    ? []
    : [`Gray values between black and white in ${plural(count, noun)} were cut at 128 of 255.`];
}

function pictures(pairs: readonly ScannedPair[]): string[] {
  const counts = new Map<string, number>();
  for (const note of pairs.flatMap(({ image }) => image.notes)) counts.set(note, (counts.get(note) ?? 0) + 1);
  return [...counts].map(([note, count]) => `In ${plural(count, 'picture')} ${note}.`);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

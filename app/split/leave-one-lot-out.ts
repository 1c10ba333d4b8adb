import { BlemishError } from '../domain/errors.ts';
import { describeGroup, groupImages, type ImageGroup, type Link } from './image-groups.ts';
import type { SplitImage } from './split-image.ts';
import { splitImages, type SplitOptions } from './split-images.ts';
import type { Subset } from '../domain/split.ts';

/** One round: a lot is tested, by a model that has seen nothing of it. */
export interface LotRound {
  /** 'the lot "A7"', or several that a link joins. */
  readonly leftOut: string;
  readonly subsetOf: Subset[];
}

/**
 * A split for every lot: the lot is the test subset, and of the others `valShare` (0..1) is taken for validation, as
 * `splitImages` would. Lots that a link joins are left out together.
 *
 * @throws {BlemishError} 'input' where images have no lot, or there are fewer than two lots to tell apart
 */
export function* leaveOneLotOut(
  images: readonly SplitImage[],
  valShare: number,
  { groupBy = ['part'], links = [], uniform }: Pick<SplitOptions, 'groupBy' | 'links' | 'uniform'>,
): Generator<LotRound> {
  const lots = groupImages(images, ['lot'], links);
  requireLots(images, lots);
  for (const lot of lots) {
    const leftOut = new Set(lot);
    const others = [...images.keys()].filter((index) => !leftOut.has(index));
    const ratios = { train: 1 - valShare, val: valShare };
    const rest = splitImages(
      others.map((index) => images[index]),
      { ratios, groupBy, links: linksAmong(links, others), uniform },
    );
    const subsetOf = Array<Subset>(images.length).fill('test');
    for (const [at, index] of others.entries()) subsetOf[index] = rest[at];
    yield { leftOut: describeGroup(images, lot, ['lot']), subsetOf };
  }
}

function requireLots(images: readonly SplitImage[], lots: readonly ImageGroup[]): void {
  const without = images.filter(({ lot }) => lot === null);
  if (without.length > 0) {
    throw new BlemishError('input', {
      subject: without[0].id,
      problem: `${without.length} of ${images.length} images have no lot, this one among them`,
      remedy: 'Give every image its lot, by a path pattern or a CSV file',
    });
  }
  if (lots.length < 2) {
    throw new BlemishError('input', {
      problem: lots.length === 0 ? 'There are no images to split' : 'All images are of one lot',
      remedy: 'Import images of two lots or more, or split by part',
    });
  }
}

function linksAmong(links: readonly Link[], kept: readonly number[]): Link[] {
  const placeOf = new Map(kept.map((index, at) => [index, at]));
  return links.flatMap(({ first, second }) => {
    const [a, b] = [placeOf.get(first), placeOf.get(second)];
    return a === undefined || b === undefined ? [] : [{ first: a, second: b }];
  });
}

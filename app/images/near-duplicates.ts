import { BlemishError } from '../domain/errors.ts';

/** Two images whose perceptual hashes differ in `distance` bits. */
export interface NearDuplicate {
  /** Index of an image, below `second`. */
  readonly first: number;
  readonly second: number;
  readonly distance: number;
}

/** So many pairs say that the hash tells these images apart badly, and fill the memory. */
const MOST_PAIRS = 2_000_000;

/**
 * The pairs of images whose 64-bit hashes differ in at most `most` bits. Of images with the same hash only the first
 * is compared with others, and the rest is paired with it: who wants groups joins pairs.
 * Multi-index hashing: split into `most` + 1 pieces, two such hashes are equal in one piece at least.
 * Norouzi, Punjani, Fleet, "Fast Search in Hamming Space with Multi-Index Hashing", CVPR 2012.
 *
 * @param most 0 to 15
 * @throws {BlemishError} 'resource' where more than two million pairs are near each other
 */
export function nearDuplicates(hashes: readonly bigint[], most: number): NearDuplicate[] {
  if (!Number.isInteger(most) || most < 0 || most > 15) {
    throw new RangeError(`hashes cannot be compared up to a distance of ${most}`);
  }
  const pairs: NearDuplicate[] = [];
  const add = (first: number, second: number, distance: number): void => {
    if (pairs.length === MOST_PAIRS) throw tooMany(most);
    pairs.push({ first, second, distance });
  };
  const distinct: number[] = [];
  for (const members of Map.groupBy(hashes.keys(), (index) => hashes[index]).values()) {
    distinct.push(members[0]);
    for (const other of members.slice(1)) add(members[0], other, 0);
  }
  if (most > 0) comparePieces(distinct, hashes, most, add);
  return pairs.sort((a, b) => a.first - b.first || a.second - b.second);
}

function comparePieces(
  distinct: readonly number[],
  hashes: readonly bigint[],
  most: number,
  add: (first: number, second: number, distance: number) => void,
): void {
  const high = Uint32Array.from(distinct, (index) => Number(hashes[index] >> 32n));
  const low = Uint32Array.from(distinct, (index) => Number(hashes[index] & 0xffff_ffffn));
  const masks = pieceMasks(most + 1);
  for (const [piece, mask] of masks.entries()) {
    const alike = Map.groupBy(
      distinct.keys(),
      (at) => (high[at] & mask.high) * 2 ** 32 + ((low[at] & mask.low) >>> 0),
    );
    for (const bucket of alike.values()) {
      for (let a = 0; a < bucket.length; a++) {
        for (let b = a + 1; b < bucket.length; b++) {
          const highBits = high[bucket[a]] ^ high[bucket[b]];
          const lowBits = low[bucket[a]] ^ low[bucket[b]];
          const distance = bitCount(highBits) + bitCount(lowBits);
          if (distance > most || equalEarlier(highBits, lowBits, masks, piece)) continue;
          add(distinct[bucket[a]], distinct[bucket[b]], distance);
        }
      }
    }
  }
}

interface PieceMask {
  readonly high: number;
  readonly low: number;
}

/** 64 bits in `count` pieces of about the same length. */
function pieceMasks(count: number): PieceMask[] {
  return Array.from({ length: count }, (_, piece) => {
    const [start, end] = [Math.floor((piece * 64) / count), Math.floor(((piece + 1) * 64) / count)];
    const bits = ((1n << BigInt(end - start)) - 1n) << BigInt(start);
    return { high: Number(bits >> 32n), low: Number(bits & 0xffff_ffffn) };
  });
}

/** A pair that is equal in an earlier piece too was found there. */
function equalEarlier(high: number, low: number, masks: readonly PieceMask[], piece: number): boolean {
  for (let earlier = 0; earlier < piece; earlier++) {
    if ((high & masks[earlier].high) === 0 && (low & masks[earlier].low) === 0) return true;
  }
  return false;
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}

function tooMany(most: number): BlemishError {
  return new BlemishError('resource', {
    problem: `More than ${MOST_PAIRS} pairs of images are alike in all but ${most} bits of their hashes`,
    remedy: 'Ask for a smaller distance, or group by part or lot instead',
  });
}

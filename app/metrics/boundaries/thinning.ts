/**
 * The centrelines of regions, 1 px wide and connected as they are, by parallel thinning; 1 where they are. Each
 * pixel is looked at again only after a neighbour has gone.
 * Guo and Hall, "Parallel Thinning with Two-Subiteration Algorithms", Communications of the ACM 32, 1989; as in
 * scikit-image's `thin`.
 * @param mask row-major, `width` px a row; its outermost pixels are 0
 * @param regions indices of the nonzero pixels
 */
export function thinned(mask: Uint8Array, width: number, regions: readonly Int32Array[]): Uint8Array {
  const remaining = mask.slice();
  const around = [1, 1 - width, -width, -width - 1, -1, width - 1, width, width + 1];
  const waits = new Uint8Array(mask.length);
  for (const pixels of regions) thin(remaining, waits, around, pixels);
  return remaining;
}

function thin(remaining: Uint8Array, waits: Uint8Array, around: readonly number[], pixels: Int32Array): void {
  const outline = pixels.filter((i) => patternAt(remaining, around, i) !== SURROUNDED);
  for (const i of outline) waits[i] = BOTH_ROUNDS;
  const waiting = [[...outline], [...outline]];
  for (let round = 0; waiting[0].length + waiting[1].length > 0; round = 1 - round) {
    const looked = waiting[round];
    waiting[round] = [];
    const going = looked.filter((i) => {
      waits[i] &= ~(1 << round);
      return remaining[i] === 1 && DELETABLE[round][patternAt(remaining, around, i)] === 1;
    });
    for (const i of going) remaining[i] = 0;
    for (const i of going) {
      for (const step of around) {
        if (remaining[i + step] === 0) continue;
        for (const next of [0, 1]) {
          if ((waits[i + step] & (1 << next)) === 0) waiting[next].push(i + step);
        }
        waits[i + step] = BOTH_ROUNDS;
      }
    }
  }
}

/** Bit k is set while a pixel waits to be looked at in sub-iteration k. */
const BOTH_ROUNDS = 3;

/** Bit k is neighbour k, from east counterclockwise. */
function patternAt(mask: Uint8Array, around: readonly number[], i: number): number {
  let pattern = 0;
  for (let k = 0; k < 8; k++) pattern |= mask[i + around[k]] << k;
  return pattern;
}

const SURROUNDED = 255;

/** By sub-iteration and pattern of neighbours: 1 where the pixel goes. */
const DELETABLE = [0, 1].map((round) =>
  Uint8Array.from({ length: 256 }, (_, pattern) => (isDeletable(pattern, round) ? 1 : 0)),
);

function isDeletable(pattern: number, round: number): boolean {
  const x = Array.from({ length: 9 }, (_, k) => ((pattern >> (k % 8)) & 1) === 1);
  const pairs = [0, 2, 4, 6];
  const branches = pairs.filter((k) => !x[k] && (x[k + 1] || x[k + 2])).length;
  const first = pairs.filter((k) => x[k] || x[k + 1]).length;
  const second = pairs.filter((k) => x[k + 1] || x[k + 2]).length;
  const neighbours = Math.min(first, second);
  const stays = round === 0 ? (x[1] || x[2] || !x[7]) && x[0] : (x[5] || x[6] || !x[3]) && x[4];
  return branches === 1 && neighbours >= 2 && neighbours <= 3 && !stays;
}

import { type BitRow, BitRowPacker } from './bit-row.ts';
import { join } from './union-find.ts';

/**
 * The runs of columns in which one of two neighbouring rows has a pixel. All pixels of such a run hang together by
 * sides or corners, so a mask has far fewer of them than of runs of single rows.
 */
export interface RowPairRuns {
  /** Of run r: its first column at 2r, the column after its last at 2r + 1. */
  readonly bounds: Int32Array;
  /** The first run of rows 2k and 2k + 1 at k; one entry more than there are pairs. */
  readonly firstRuns: Int32Array;
  /** Per run, one not after it of the same component; itself where it is the first. */
  readonly parents: Int32Array;
}

/**
 * The runs of a mask's row pairs, and which of them hang together (8-connected), found on 32 pixels at once.
 * Lee, Allegretti, Bolelli and Grana, "Fast Run-Based Connected Components Labeling for Bitonal Images", ICIEV 2021.
 */
export function rowPairRuns(mask: Uint8Array, width: number, height: number): RowPairRuns {
  const packer = new BitRowPacker(width);
  const pairs = Math.ceil(height / 2);
  const firstRuns = new Int32Array(pairs + 1);
  const runs = new RunJoiner(width, mask.length >>> 3);
  const upper = packer.emptyRow();
  let [above, lower] = [packer.emptyRow(), packer.emptyRow()];
  for (let pair = 0; pair < pairs; pair++) {
    [above, lower] = [lower, above];
    packer.pack(mask, 2 * pair * width, upper);
    if (2 * pair + 1 < height) packer.pack(mask, (2 * pair + 1) * width, lower);
    else lower.fill(0);
    firstRuns[pair] = runs.count;
    runs.addPair(upper, lower);
    if (pair > 0) runs.joinRows(above, upper, firstRuns[pair - 1], firstRuns[pair]);
  }
  firstRuns[pairs] = runs.count;
  return { firstRuns, ...runs.finish() };
}

class RunJoiner {
  count = 0;
  readonly #width: number;
  #bounds: Int32Array<ArrayBuffer>;
  #parents: Int32Array<ArrayBuffer>;

  constructor(width: number, expected: number) {
    this.#width = width;
    this.#bounds = new Int32Array(2 * expected);
    this.#parents = new Int32Array(expected);
  }

  addPair(upper: BitRow, lower: BitRow): void {
    this.#reserve(this.count + this.#width / 2 + 1);
    const bounds = this.#bounds;
    let next = 2 * this.count;
    let last = 0;
    for (let word = 0; word < upper.length; word++) {
      const columns = upper[word] | lower[word];
      let changes = columns ^ ((columns << 1) | last);
      last = columns >>> 31;
      while (changes !== 0) {
        bounds[next++] = 32 * word + lowestBit(changes);
        changes &= changes - 1;
      }
    }
    if (next % 2 === 1) bounds[next++] = this.#width;
    for (let run = this.count; run < next / 2; run++) this.#parents[run] = run;
    this.count = next / 2;
  }

  /**
   * Joins runs over the border between the lower row of one pair and the upper row of the next.
   * @param a the first run of the pair above
   * @param b the first run of the pair below
   */
  joinRows(above: BitRow, below: BitRow, a: number, b: number): void {
    const [bounds, parents] = [this.#bounds, this.#parents];
    for (let word = 0; word < above.length; word++) {
      const [upper, lower] = [above[word], below[word]];
      if ((upper | lower) === 0) continue;
      // Bit x of these is pixel x - 1 or x + 1.
      const [upperLeft, lowerLeft] = [leftOf(above, word), leftOf(below, word)];
      const [upperRight, lowerRight] = [rightOf(above, word), rightOf(below, word)];
      const straight = lower & upper & ~(lowerLeft & upperLeft);
      const left = lower & upperLeft & ~upper & ~lowerLeft;
      const right = lower & upperRight & ~upper & ~lowerRight;
      for (let touching = straight | left | right; touching !== 0; touching &= touching - 1) {
        const bit = lowestBit(touching);
        const x = 32 * word + bit;
        while (bounds[2 * b + 1] <= x) b++;
        if ((((straight | left) >>> bit) & 1) === 1) {
          while (bounds[2 * a + 1] < x) a++;
          join(parents, a, b);
        }
        if (((right >>> bit) & 1) === 1) {
          while (bounds[2 * a + 1] <= x + 1) a++;
          join(parents, a, b);
        }
      }
    }
  }

  finish(): Pick<RowPairRuns, 'bounds' | 'parents'> {
    return {
      bounds: this.#bounds.subarray(0, 2 * this.count),
      parents: this.#parents.subarray(0, this.count),
    };
  }

  #reserve(count: number): void {
    if (count <= this.#parents.length) return;
    const size = 2 * count;
    this.#bounds = grown(this.#bounds, 2 * size);
    this.#parents = grown(this.#parents, size);
  }
}

function leftOf(row: BitRow, word: number): number {
  return (row[word] << 1) | (word === 0 ? 0 : row[word - 1] >>> 31);
}

function rightOf(row: BitRow, word: number): number {
  return (row[word] >>> 1) | (word + 1 === row.length ? 0 : row[word + 1] << 31);
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function grown(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length);
  larger.set(array);
  return larger;
}

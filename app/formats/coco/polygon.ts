/** Polygons are laid on a grid this many times as fine as pixels. */
const FINENESS = 5;
/** Of one polygon, so that a few points cannot ask for all the time and memory there is. */
export const MOST_CROSSINGS = 2 ** 22;

/**
 * Fills one closed polygon by the even-odd rule, to the pixel as pycocotools does (`frPyObjects`): the outline is
 * drawn on a grid five times as fine, and where it crosses the middle of a column of pixels, inside and outside
 * change at the next pixel.
 *
 * @param points x and y in turn, px from the picture's upper left corner, at most 2^26 in size; three points or more
 * @returns column-major lengths of runs, the first outside; null where the outline crosses columns too often
 */
export function polygonCounts(points: ArrayLike<number>, width: number, height: number): Uint32Array | null {
  const crossings = new Crossings(width, height);
  const last = points.length - 2;
  let [x, y] = [onGrid(points[last]), onGrid(points[last + 1])];
  for (let i = 0; i < points.length; i += 2) {
    const [nextX, nextY] = [onGrid(points[i]), onGrid(points[i + 1])];
    crossings.addEdge(x, y, nextX, nextY);
    if (crossings.size > MOST_CROSSINGS) return null;
    [x, y] = [nextX, nextY];
  }
  return runsBetween(crossings.sorted(), width * height);
}

function onGrid(coordinate: number): number {
  return Math.trunc(FINENESS * coordinate + 0.5);
}

/** Column-major pixel indices where a column changes between outside and inside. */
class Crossings {
  readonly #width: number;
  readonly #height: number;
  #indices = new Uint32Array(64);
  size = 0;

  constructor(width: number, height: number) {
    this.#width = width;
    this.#height = height;
  }

  /** Adds the crossings of an edge, in grid units. Edges are drawn from left to right if flat, else downwards. */
  addEdge(fromX: number, fromY: number, toX: number, toY: number): void {
    const isFlat = Math.abs(toX - fromX) >= Math.abs(toY - fromY);
    const isBackwards = isFlat ? fromX > toX : fromY > toY;
    const [x, y, endX, endY] = isBackwards ? [toX, toY, fromX, fromY] : [fromX, fromY, toX, toY];
    if (isFlat) this.#addFlat(x, y, endX, (endY - y) / (endX - x));
    else this.#addSteep(x, y, endX, (endX - x) / (endY - y), endY - y);
  }

  /** Column n is crossed between the grid columns 5n + 2 and 5n + 3. */
  #addFlat(x: number, y: number, endX: number, slope: number): void {
    const last = Math.min(this.#width - 1, Math.floor((endX - 3) / FINENESS));
    for (let column = Math.max(0, Math.ceil((x - 2) / FINENESS)); column <= last; column++) {
      const step = FINENESS * column + 2 - x;
      const before = Math.trunc(y + slope * step + 0.5);
      const after = Math.trunc(y + slope * (step + 1) + 0.5);
      this.#add(column, Math.min(before, after));
    }
  }

  #addSteep(x: number, y: number, endX: number, slope: number, steps: number): void {
    const [left, right] = [Math.min(x, endX), Math.max(x, endX)];
    const last = Math.min(this.#width - 1, Math.floor((right - 3) / FINENESS));
    for (let column = Math.max(0, Math.ceil((left - 2) / FINENESS)); column <= last; column++) {
      this.#add(column, y + stepBefore(x, slope, steps, FINENESS * column + 2));
    }
  }

  #add(column: number, gridY: number): void {
    if (this.size === this.#indices.length) {
      const larger = new Uint32Array(2 * this.size);
      larger.set(this.#indices);
      this.#indices = larger;
    }
    const row = Math.ceil((gridY + 0.5) / FINENESS - 0.5);
    this.#indices[this.size++] = column * this.#height + Math.min(Math.max(row, 0), this.#height);
  }

  sorted(): Uint32Array {
    return this.#indices.subarray(0, this.size).sort();
  }
}

/** The last step down a steep edge before it passes from grid column `left` to `left + 1`, or back. */
function stepBefore(x: number, slope: number, steps: number, left: number): number {
  const columnAt = (step: number): number => Math.trunc(x + slope * step + 0.5);
  const isPast =
    slope > 0 ? (step: number) => columnAt(step) > left : (step: number) => columnAt(step) <= left;
  // The guess is off by rounding alone.
  let step = Math.min(Math.max(Math.ceil((left + 0.5 - x) / slope), 0), steps);
  while (step > 0 && isPast(step)) step--;
  while (step < steps && !isPast(step + 1)) step++;
  return step;
}

/** Lengths between places of change; two changes at one place are none. */
function runsBetween(changes: Uint32Array, pixels: number): Uint32Array {
  const counts = new Uint32Array(changes.length + 1);
  let used = 0;
  let start = 0;
  for (let i = 0; i < changes.length; i++) {
    if (changes[i] === pixels) break;
    if (i + 1 < changes.length && changes[i + 1] === changes[i]) {
      i++;
      continue;
    }
    counts[used++] = changes[i] - start;
    start = changes[i];
  }
  counts[used++] = pixels - start;
  return counts.subarray(0, used);
}

import type { PixelSize } from '../pixel-size.ts';
import type { Points } from './points.ts';

/** Sites by column, and by row within each column, so that the nearest one is found without a map of distances. */
export interface SiteIndex {
  readonly firstColumn: number;
  /** Where each column's sites begin, and after the last one the number of sites. */
  readonly starts: Int32Array;
  readonly ys: Int32Array;
  readonly owners: Int32Array;
}

export interface Nearest {
  /** Per query: squared distance to the nearest site in the pixel size's unit; Infinity without one in reach. */
  readonly squared: Float64Array;
  /** Per query: the component of the nearest site, the lowest number of those at one distance; -1 without one. */
  readonly owners: Int32Array;
}

export function indexSites(sites: Points): SiteIndex {
  const byRow = countingOrder(sites.ys, identity(sites.ys.length));
  const byColumn = countingOrder(sites.xs, byRow.order);
  return {
    firstColumn: byColumn.lowest,
    starts: byColumn.starts,
    ys: gather(sites.ys, byColumn.order),
    owners: gather(sites.owners, byColumn.order),
  };
}

/**
 * Exact Euclidean distances from points to their nearest site. Looks through the columns from each point's own
 * outwards until none can hold a nearer one, so it costs as much as the points are far from the sites.
 * @param reach sites farther than this are not found; the unit is the pixel size's
 */
export function nearestSites(
  queries: Pick<Points, 'xs' | 'ys'>,
  sites: SiteIndex,
  pixel: PixelSize,
  reach = Infinity,
): Nearest {
  const squared = new Float64Array(queries.xs.length).fill(Infinity);
  const owners = new Int32Array(queries.xs.length).fill(-1);
  const squaredReach = reach ** 2;
  for (let query = 0; query < squared.length; query++) {
    const found: Found = { squared: squaredReach, owner: -1 };
    search(queries.xs[query], queries.ys[query], sites, pixel, found);
    if (found.owner < 0) continue;
    squared[query] = found.squared;
    owners[query] = found.owner;
  }
  return { squared, owners };
}

/** The same for one point. */
export function squaredDistance(x: number, y: number, sites: SiteIndex, pixel: PixelSize): number {
  const found: Found = { squared: Infinity, owner: -1 };
  search(x, y, sites, pixel, found);
  return found.squared;
}

/** Calls `visit` with the owner of every site nearer than `reach` in the point's own column or right of it. */
export function forEachNearer(
  x: number,
  y: number,
  reach: number,
  sites: SiteIndex,
  pixel: PixelSize,
  visit: (owner: number) => void,
): void {
  const { firstColumn, starts, ys, owners } = sites;
  const columns = starts.length - 1;
  for (let column = Math.max(0, x - firstColumn); column < columns; column++) {
    const across = ((column + firstColumn - x) * pixel.width) ** 2;
    if (across >= reach ** 2) break;
    const lowest = y - Math.sqrt(reach ** 2 - across) / pixel.height;
    for (let i = firstFrom(ys, lowest, starts[column], starts[column + 1]); i < starts[column + 1]; i++) {
      const squared = across + ((ys[i] - y) * pixel.height) ** 2;
      if (squared < reach ** 2) visit(owners[i]);
      else if (ys[i] > y) break;
    }
  }
}

interface Found {
  squared: number;
  owner: number;
}

function search(x: number, y: number, sites: SiteIndex, pixel: PixelSize, found: Found): void {
  const columns = sites.starts.length - 1;
  const column = x - sites.firstColumn;
  const farthest = Math.max(column, columns - 1 - column);
  for (let step = Math.max(0, -column, column - columns + 1); step <= farthest; step++) {
    const across = (step * pixel.width) ** 2;
    if (across > found.squared) break;
    if (column - step >= 0 && column - step < columns) {
      searchColumn(sites, column - step, y, across, pixel.height, found);
    }
    if (step > 0 && column + step >= 0 && column + step < columns) {
      searchColumn(sites, column + step, y, across, pixel.height, found);
    }
  }
}

function searchColumn(
  { starts, ys, owners }: SiteIndex,
  column: number,
  y: number,
  across: number,
  pixelHeight: number,
  found: Found,
): void {
  const start = starts[column];
  const end = starts[column + 1];
  if (start === end) return;
  const low = firstFrom(ys, y, start, end);
  if (low < end) take(found, across + ((ys[low] - y) * pixelHeight) ** 2, owners[low]);
  if (low > start) take(found, across + ((y - ys[low - 1]) * pixelHeight) ** 2, owners[low - 1]);
}

/** The first place from `start` on whose y is not below the given one; `end` when there is none. */
function firstFrom(ys: Int32Array, y: number, start: number, end: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ys[middle] < y) low = middle + 1;
    else high = middle;
  }
  return low;
}

function take(found: Found, squared: number, owner: number): void {
  if (squared > found.squared) return;
  if (squared === found.squared && found.owner >= 0 && found.owner <= owner) return;
  found.squared = squared;
  found.owner = owner;
}

/** A stable order by key, and where each key's entries begin in it. */
function countingOrder(
  keys: Int32Array,
  order: Int32Array,
): { order: Int32Array; starts: Int32Array; lowest: number } {
  let lowest = Infinity;
  let highest = -Infinity;
  for (const key of keys) {
    if (key < lowest) lowest = key;
    if (key > highest) highest = key;
  }
  if (keys.length === 0) return { order, starts: new Int32Array(1), lowest: 0 };
  const starts = new Int32Array(highest - lowest + 2);
  for (const key of keys) starts[key - lowest + 1]++;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const next = starts.slice();
  const sorted = new Int32Array(order.length);
  for (const entry of order) sorted[next[keys[entry] - lowest]++] = entry;
  return { order: sorted, starts, lowest };
}

function gather(values: Int32Array, order: Int32Array): Int32Array {
  const gathered = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) gathered[i] = values[order[i]];
  return gathered;
}

function identity(length: number): Int32Array {
  const order = new Int32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  return order;
}

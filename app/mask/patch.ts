import { boxOf, isInside } from './box.ts';
import type { Box } from './component-shape.ts';
import { type LabelBitmap, fillRange } from './label-bitmap.ts';
import type { LabelMap } from './label-map.ts';
import { PatchWriter } from './patch-writer.ts';
import type { RunLengthMap } from './run-length-map.ts';
import { bytesOfRuns } from './run-length-queries.ts';
import { RunScanner } from './run-scanner.ts';
import { BlemishError } from '../domain/errors.ts';

/**
 * A change of a label map within a box. A pixel that does not change is 0 both before and after, so a patch holds
 * nothing of what it leaves alone.
 */
export interface Patch {
  /** px. */
  readonly box: Box;
  /** Label values by run, of the box's size. */
  readonly before: RunLengthMap;
  readonly after: RunLengthMap;
}

/** The change from one map to another of the same size within a box; null where there is none. */
export function patchBetween(
  before: LabelMap | LabelBitmap,
  after: LabelMap | LabelBitmap,
  box: Box = boxOf(before),
): Patch | null {
  const [scanBefore, scanAfter] = [new RunScanner(before), new RunScanner(after)];
  const writer = new PatchWriter(box);
  for (let y = box.y; y < box.y + box.height; y++) {
    const row = y * before.width;
    const limit = row + box.x + box.width;
    let index = row + box.x;
    while (index < limit) {
      const end = scanAfter.endOfRun(index, scanBefore.endOfRun(index, limit));
      writer.change(y, index - row, end - row, scanBefore.valueAt(index), scanAfter.valueAt(index));
      index = end;
    }
  }
  return writer.finish();
}

/**
 * Makes the change, whatever the changed pixels hold now (`patchFits` tells whether it is what they held before).
 * @throws {BlemishError} 'input' where the patch's box is not inside the bitmap
 */
export function applyPatch(bitmap: LabelBitmap, patch: Patch): void {
  checkInside(patch, bitmap);
  forEachChange(patch, (y, start, end, _before, after) => {
    fillRange(bitmap, y * bitmap.width + start, y * bitmap.width + end, after);
  });
}

/** The change back. */
export function invertPatch({ box, before, after }: Patch): Patch {
  return { box, before: after, after: before };
}

/** Whether every pixel that the patch changes now holds what it held before. */
export function patchFits(bitmap: LabelMap | LabelBitmap, patch: Patch): boolean {
  if (!isInside(patch.box, boxOf(bitmap))) return false;
  const scanner = new RunScanner(bitmap);
  let fits = true;
  forEachChange(patch, (y, start, end, before) => {
    const row = y * bitmap.width;
    fits &&=
      scanner.valueAt(row + start) === before && scanner.endOfRun(row + start, row + end) === row + end;
  });
  return fits;
}

/** The memory that a patch's runs take, bytes. */
export function bytesOfPatch({ before, after }: Patch): number {
  return bytesOfRuns(before) + bytesOfRuns(after);
}

/** Pixels `start` to `end` (exclusive) of row `y` go from one label value to another. */
export type VisitChange = (y: number, start: number, end: number, before: number, after: number) => void;

/** Visits what changes, row by row and from left to right. */
export function forEachChange({ box, before, after }: Patch, visit: VisitChange): void {
  let [runBefore, endBefore, runAfter, endAfter] = [-1, 0, -1, 0];
  const area = box.width * box.height;
  let start = 0;
  while (start < area) {
    if (endBefore === start) endBefore += before.lengths[++runBefore];
    if (endAfter === start) endAfter += after.lengths[++runAfter];
    const end = Math.min(endBefore, endAfter);
    const [from, to] = [before.values[runBefore], after.values[runAfter]];
    if (from !== to) visitRows(box, start, end, from, to, visit);
    start = end;
  }
}

function visitRows(
  { x, y, width }: Box,
  start: number,
  end: number,
  before: number,
  after: number,
  visit: VisitChange,
): void {
  let index = start;
  while (index < end) {
    const column = index % width;
    const length = Math.min(end - index, width - column);
    visit(y + (index - column) / width, x + column, x + column + length, before, after);
    index += length;
  }
}

function checkInside({ box }: Patch, bitmap: LabelBitmap): void {
  if (isInside(box, boxOf(bitmap))) return;
  throw new BlemishError('input', {
    problem: `A change at (${box.x}, ${box.y}) of ${box.width}x${box.height} px is not inside a map of ${bitmap.width}x${bitmap.height} px`,
    remedy: 'Apply it to the map that it was made on',
  });
}

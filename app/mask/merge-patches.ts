import { enclosing } from './box.ts';
import type { Box } from './component-shape.ts';
import { type Patch, forEachChange } from './patch.ts';
import { PatchWriter } from './patch-writer.ts';

/** One patch that does what all do in turn, e.g. the dabs of a stroke; null where nothing is left of them. */
export function mergePatches(patches: readonly Patch[]): Patch | null {
  if (patches.length <= 1) return patches.length === 0 ? null : patches[0];
  const box = patches.map((patch) => patch.box).reduce(enclosing);
  const writer = new PatchWriter(box);
  const changes = changesByRow(patches, box);
  const row = emptyRow(box);
  for (let y = 0; y < box.height; y++) {
    for (let i = changes.firstOfRow[y]; i < changes.firstOfRow[y + 1]; i++) overlay(row, changes, i);
    writeRow(writer, row, box, y);
    clear(row);
  }
  return writer.finish();
}

/** Changes by row and, within a row, in the order of the patches; x and y count from the box. */
interface Changes {
  /** The first change of each row, and after the last row the number of changes. */
  readonly firstOfRow: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  readonly before: Uint32Array;
  readonly after: Uint32Array;
}

function changesByRow(patches: readonly Patch[], box: Box): Changes {
  const firstOfRow = new Uint32Array(box.height + 1);
  for (const patch of patches) forEachChange(patch, (y) => firstOfRow[y - box.y + 1]++);
  for (let y = 0; y < box.height; y++) firstOfRow[y + 1] += firstOfRow[y];

  const count = firstOfRow[box.height];
  const [starts, ends] = [new Uint32Array(count), new Uint32Array(count)];
  const [before, after] = [new Uint32Array(count), new Uint32Array(count)];
  const next = firstOfRow.slice();
  for (const patch of patches) {
    forEachChange(patch, (y, start, end, from, to) => {
      const i = next[y - box.y]++;
      starts[i] = start - box.x;
      ends[i] = end - box.x;
      before[i] = from;
      after[i] = to;
    });
  }
  return { firstOfRow, starts, ends, before, after };
}

/** One row of the box, as far as changes have reached it. */
interface Row {
  left: number;
  right: number;
  readonly reached: Uint8Array;
  readonly before: Uint32Array;
  readonly after: Uint32Array;
}

function emptyRow({ width }: Box): Row {
  return {
    left: width,
    right: 0,
    reached: new Uint8Array(width),
    before: new Uint32Array(width),
    after: new Uint32Array(width),
  };
}

/** The first change of a pixel tells what it was, the last what it becomes. */
function overlay(row: Row, { starts, ends, before, after }: Changes, change: number): void {
  const [start, end] = [starts[change], ends[change]];
  for (let x = start; x < end; x++) {
    if (row.reached[x] === 0) row.before[x] = before[change];
    row.reached[x] = 1;
    row.after[x] = after[change];
  }
  row.left = Math.min(row.left, start);
  row.right = Math.max(row.right, end);
}

function writeRow(writer: PatchWriter, { left, right, before, after }: Row, box: Box, y: number): void {
  for (let start = left, end = left; start < right; start = end) {
    while (end < right && before[end] === before[start] && after[end] === after[start]) end++;
    writer.change(box.y + y, box.x + start, box.x + end, before[start], after[start]);
  }
}

function clear(row: Row): void {
  row.reached.fill(0, row.left, row.right);
  row.before.fill(0, row.left, row.right);
  row.after.fill(0, row.left, row.right);
  row.left = row.reached.length;
  row.right = 0;
}

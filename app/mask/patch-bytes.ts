import type { Patch } from './patch.ts';
import { readRuns, writeRuns } from './run-length-bytes.ts';
import { VarintReader, VarintWriter, damaged } from './varint.ts';

/** A patch as bytes to store: its place, then the run-length codes of before and after. */
export function bytesFromPatch({ box, before, after }: Patch): Uint8Array {
  const writer = new VarintWriter();
  writer.write(box.x);
  writer.write(box.y);
  writeRuns(writer, before);
  writeRuns(writer, after);
  return writer.finish();
}

/**
 * The patch of `bytesFromPatch`.
 * @throws {BlemishError} 'input' for any other bytes
 */
export function patchFromBytes(bytes: Uint8Array): Patch {
  const reader = new VarintReader(bytes);
  const [x, y] = [reader.read(), reader.read()];
  const [before, after] = [readRuns(reader), readRuns(reader)];
  if (reader.left > 0) throw damaged('more follows their end');
  const { width, height } = before;
  if (after.width !== width || after.height !== height) throw damaged('before and after differ in size');
  return { box: { x, y, width, height }, before, after };
}

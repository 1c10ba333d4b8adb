import type { RunLengthMap } from './run-length-map.ts';
import { VarintReader, VarintWriter, damaged } from './varint.ts';

/** More pixels than any map has. */
const MOST_PIXELS = 2 ** 31;

/** A run-length code as bytes to store: width, height, number of runs, then length and value of each, as varints. */
export function bytesFromRuns(map: RunLengthMap): Uint8Array {
  const writer = new VarintWriter();
  writeRuns(writer, map);
  return writer.finish();
}

/**
 * The run-length code of `bytesFromRuns`. Takes no more memory than a few times the bytes, whatever they say.
 * @throws {BlemishError} 'input' for any other bytes
 */
export function runsFromBytes(bytes: Uint8Array): RunLengthMap {
  const reader = new VarintReader(bytes);
  const map = readRuns(reader);
  if (reader.left > 0) throw damaged('more follows their end');
  return map;
}

export function writeRuns(writer: VarintWriter, { width, height, lengths, values }: RunLengthMap): void {
  writer.write(width);
  writer.write(height);
  writer.write(lengths.length);
  for (let run = 0; run < lengths.length; run++) {
    writer.write(lengths[run]);
    writer.write(values[run]);
  }
}

/** @throws {BlemishError} 'input' for bytes that `writeRuns` did not write */
export function readRuns(reader: VarintReader): RunLengthMap {
  const [width, height, count] = [reader.read(), reader.read(), reader.read()];
  const pixels = width * height;
  if (pixels > MOST_PIXELS) throw damaged(`they claim ${width}x${height} px`);
  if (count > pixels || 2 * count > reader.left) throw damaged(`they claim ${count} runs`);
  const lengths = new Uint32Array(count);
  const values = new Uint32Array(count);
  let total = 0;
  for (let run = 0; run < count; run++) {
    lengths[run] = reader.read();
    values[run] = reader.read();
    if (lengths[run] === 0) throw damaged(`run ${run} is empty`);
    if (run > 0 && values[run] === values[run - 1]) throw damaged(`run ${run} repeats its neighbour`);
    total += lengths[run];
  }
  if (total !== pixels) throw damaged(`their runs hold ${total} of ${pixels} px`);
  return { width, height, lengths, values };
}

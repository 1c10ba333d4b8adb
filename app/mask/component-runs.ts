import { type Connectivity, type SpanComponents, labelSpans } from './label-spans.ts';
import { BACKGROUND, IGNORE } from './label-map.ts';
import { type RunLengthMap, classOf } from './run-length-map.ts';
import type { Spans } from './spans.ts';

/** The components of a run-length coded map: pixels of one label value that hang together. */
export interface RunComponents extends SpanComponents {
  readonly spans: Spans;
  /** The label value of each span. */
  readonly values: Uint32Array;
}

/** The components of everything but background and ignored pixels, without decoding the map. */
export function componentsOfRuns(map: RunLengthMap, connectivity: Connectivity = 8): RunComponents {
  const { spans, values } = spansOfRuns(map, (classId) => classId !== BACKGROUND && classId !== IGNORE);
  return { spans, values, ...labelSpans(spans, connectivity, values) };
}

/** The runs of some classes, cut at the ends of rows, and the label value of each span. */
export function spansOfRuns(
  map: RunLengthMap,
  accepts: (classId: number) => boolean,
): { spans: Spans; values: Uint32Array } {
  const count = countSpans(map, accepts);
  const [rows, starts, ends] = [new Int32Array(count), new Int32Array(count), new Int32Array(count)];
  const values = new Uint32Array(count);
  let next = 0;
  forEachSpan(map, accepts, (y, start, end, value) => {
    rows[next] = y;
    starts[next] = start;
    ends[next] = end;
    values[next] = value;
    next++;
  });
  return { spans: { rows, starts, ends }, values };
}

function countSpans(map: RunLengthMap, accepts: (classId: number) => boolean): number {
  let count = 0;
  forEachSpan(map, accepts, () => count++);
  return count;
}

function forEachSpan(
  { width, lengths, values }: RunLengthMap,
  accepts: (classId: number) => boolean,
  visit: (y: number, start: number, end: number, value: number) => void,
): void {
  for (let run = 0, position = 0; run < lengths.length; run++) {
    const end = position + lengths[run];
    if (!accepts(classOf(values[run]))) position = end;
    while (position < end) {
      const column = position % width;
      const length = Math.min(end - position, width - column);
      visit((position - column) / width, column, column + length, values[run]);
      position += length;
    }
  }
}

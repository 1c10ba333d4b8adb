import type { Spans } from './spans.ts';
import { join } from './union-find.ts';

/** Whether pixels that touch at a corner are neighbours (8) or not (4). */
export type Connectivity = 4 | 8;

/** Connected components of spans, numbered by their first span. */
export interface SpanComponents {
  /** Per span, 1 to `count`. */
  readonly numbers: Int32Array;
  readonly count: number;
}

/**
 * Which spans hang together, by union-find over the spans of neighbouring rows.
 * He, Chao and Suzuki, "A Run-Based Two-Scan Labeling Algorithm", IEEE Transactions on Image Processing 17, 2008.
 * @param values what each span holds: only spans of one value are joined
 */
export function labelSpans(spans: Spans, connectivity: Connectivity, values?: Uint32Array): SpanComponents {
  const { rows, starts, ends } = spans;
  const parents = new Int32Array(rows.length);
  const corner = connectivity === 8 ? 1 : 0;
  let rowStart = 0;
  let above = 0;
  let aboveEnd = 0;
  for (let span = 0; span < rows.length; span++) {
    parents[span] = span;
    if (span > 0 && rows[span] !== rows[span - 1]) {
      above = rows[span] === rows[span - 1] + 1 ? rowStart : span;
      aboveEnd = span;
      rowStart = span;
    }
    while (above < aboveEnd && ends[above] + corner <= starts[span]) above++;
    for (let other = above; other < aboveEnd && starts[other] < ends[span] + corner; other++) {
      if (values === undefined || values[other] === values[span]) join(parents, other, span);
    }
  }
  return numberSets(parents);
}

/** The spans of the component that holds pixel (x, y); none where no span does. */
export function componentAt(spans: Spans, x: number, y: number, connectivity: Connectivity): Spans {
  const seed = spanAt(spans, x, y);
  const { numbers } = labelSpans(spans, connectivity);
  const chosen = (_: number, span: number): boolean => seed >= 0 && numbers[span] === numbers[seed];
  return {
    rows: spans.rows.filter(chosen),
    starts: spans.starts.filter(chosen),
    ends: spans.ends.filter(chosen),
  };
}

/** The number of the span that holds pixel (x, y), or -1. */
function spanAt({ rows, starts, ends }: Spans, x: number, y: number): number {
  return rows.findIndex((row, span) => row === y && starts[span] <= x && x < ends[span]);
}

function numberSets(parents: Int32Array): SpanComponents {
  const numbers = parents;
  let count = 0;
  for (let span = 0; span < parents.length; span++) {
    numbers[span] = parents[span] === span ? ++count : numbers[parents[span]];
  }
  return { numbers, count };
}

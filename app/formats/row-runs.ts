import type { Box } from '../mask/component-shape.ts';
import { SpanWriter } from '../mask/span-writer.ts';
import type { Spans } from '../mask/spans.ts';

/**
 * The pixels of the odd runs of `counts`: lengths of runs outside and inside by turns, outside first, row-major
 * inside a box, which they fill.
 */
export function spansOfRowRuns(counts: ArrayLike<number>, { x, y, width }: Box): Spans {
  const writer = new SpanWriter();
  for (let run = 0, position = 0; run < counts.length; run++) {
    const end = position + counts[run];
    if (run % 2 === 1) addRun(writer, position, end, { x, y, width });
    position = end;
  }
  return writer.finish();
}

/** The reverse: the runs of spans that all lie inside the box. */
export function rowRunsOf({ rows, starts, ends }: Spans, { x, y, width, height }: Box): number[] {
  const counts: number[] = [];
  let inside = 0;
  let position = 0;
  for (let span = 0; span < rows.length; span++) {
    const start = (rows[span] - y) * width + starts[span] - x;
    // A span that begins where the row before ended goes on with its run.
    if (start > position || span === 0) {
      if (span > 0) counts.push(inside);
      counts.push(start - position);
      inside = 0;
    }
    inside += ends[span] - starts[span];
    position = start + ends[span] - starts[span];
  }
  if (rows.length > 0) counts.push(inside);
  if (position < width * height) counts.push(width * height - position);
  return counts;
}

function addRun(
  writer: SpanWriter,
  start: number,
  end: number,
  { x, y, width }: Pick<Box, 'x' | 'y' | 'width'>,
): void {
  for (let position = start; position < end;) {
    const column = position % width;
    const length = Math.min(end - position, width - column);
    writer.add(y + (position - column) / width, x + column, x + column + length);
    position += length;
  }
}

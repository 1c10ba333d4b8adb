import { boxOf, intersection } from './box.ts';
import type { Box } from './component-shape.ts';
import { type SpanComponents, labelSpans } from './label-spans.ts';
import type { LabelBitmap } from './label-bitmap.ts';
import type { LabelMap } from './label-map.ts';
import { classOf } from './run-length-map.ts';
import { type Spans, complementOf, selectSpans, spansOfValues } from './spans.ts';

/**
 * The pixels of holes in a class: other pixels that do not hang together, side by side, with the edge of the box.
 * Painted with the class, they close it.
 */
export function holesOf(labels: LabelMap | LabelBitmap, classId: number, box: Box = boxOf(labels)): Spans {
  const within = intersection(box, boxOf(labels));
  const others = complementOf(spansOfClass(labels, classId, within), within);
  const components = labelSpans(others, 4);
  const open = touchingEdge(others, components, within);
  return selectSpans(others, (span) => open[components.numbers[span]] === 0);
}

/**
 * The pixels of a class in components of fewer than `minAreaPx` pixels, within a box; painted with background, they
 * are gone. A component that may go on beyond the box, because it touches a side of it inside the map, is none.
 */
export function specksOf(
  labels: LabelMap | LabelBitmap,
  classId: number,
  minAreaPx: number,
  box: Box = boxOf(labels),
): Spans {
  const within = intersection(box, boxOf(labels));
  const spans = spansOfClass(labels, classId, within);
  const components = labelSpans(spans, 8);
  const areas = areasOf(spans, components);
  const cut = touchingEdge(spans, components, reachingMapEdges(within, labels));
  return selectSpans(spans, (span) => {
    const component = components.numbers[span];
    return areas[component] < minAreaPx && cut[component] === 0;
  });
}

function spansOfClass(labels: LabelMap | LabelBitmap, classId: number, box: Box): Spans {
  return spansOfValues(labels, box, (value) => classOf(value) === classId);
}

/** By component number. */
function areasOf({ starts, ends }: Spans, { numbers, count }: SpanComponents): Float64Array {
  const areas = new Float64Array(count + 1);
  for (let span = 0; span < numbers.length; span++) areas[numbers[span]] += ends[span] - starts[span];
  return areas;
}

/** By component number, 1 where one of its pixels lies along a side of the box. */
function touchingEdge(spans: Spans, { numbers, count }: SpanComponents, box: Box): Uint8Array {
  const touches = new Uint8Array(count + 1);
  for (let span = 0; span < numbers.length; span++) {
    const y = spans.rows[span];
    const atSide = spans.starts[span] === box.x || spans.ends[span] === box.x + box.width;
    if (atSide || y === box.y || y === box.y + box.height - 1) touches[numbers[span]] = 1;
  }
  return touches;
}

/** The box with its sides on the map's edges put out of reach: nothing goes on beyond those. */
function reachingMapEdges({ x, y, width, height }: Box, map: LabelMap): Box {
  const left = x === 0 ? -1 : x;
  const top = y === 0 ? -1 : y;
  const right = x + width === map.width ? map.width + 1 : x + width;
  const bottom = y + height === map.height ? map.height + 1 : y + height;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

import { type Contour, contoursOf } from '../mask/contours.ts';
import { boxAround, maskOf, type Spans } from '../mask/spans.ts';

/** The outlines of an object's pieces along pixel edges, in px of the picture; `fillPolygon` gives the pixels back. */
export function outlinesOf(spans: Spans): Contour[] {
  const box = boxAround(spans);
  return contoursOf(maskOf(spans, box), box.width, box.height, box.x, box.y);
}

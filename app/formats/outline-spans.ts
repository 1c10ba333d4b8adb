import { BlemishError } from '../domain/errors.ts';
import { fillPolygon } from '../mask/polygon.ts';
import type { Spans } from '../mask/spans.ts';
import type { Size } from './named-pictures.ts';

/** Rows that all edges of a polygon cross, so that a small file cannot ask for all the time there is. */
const MOST_EDGE_ROWS = 2 ** 22;

/**
 * The pixels of a picture whose centres lie inside an outline.
 *
 * @param corners x and y by turns, px
 * @throws {BlemishError} 'input' where the outline goes up and down far more often than any outline needs
 */
export function outlineSpans(corners: readonly number[], { width, height }: Size, subject: string): Spans {
  refuseEndless(corners, height, subject);
  return fillPolygon([corners], width, height);
}

function refuseEndless(corners: readonly number[], height: number, subject: string): void {
  let rows = 0;
  for (let i = 1, previous = corners[corners.length - 1]; i < corners.length; i += 2) {
    const top = Math.max(0, Math.min(previous, corners[i]));
    const bottom = Math.min(height, Math.max(previous, corners[i]));
    rows += Math.max(0, bottom - top);
    previous = corners[i];
  }
  if (rows <= MOST_EDGE_ROWS) return;
  throw new BlemishError('input', {
    subject,
    problem: `The edges of the polygon cross ${Math.round(rows)} rows, more than any outline needs`,
    remedy: 'Simplify it, or export a mask instead.',
  });
}

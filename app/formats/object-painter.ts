import type { Box } from '../mask/component-shape.ts';
import type { RunLengthMap } from '../mask/run-length-map.ts';
import type { Spans } from '../mask/spans.ts';
import type { Finding, Report } from './annotation-format.ts';
import { LabelCanvas } from './label-canvas.ts';
import { outlineSpans } from './outline-spans.ts';
import { spansOfRowRuns } from './row-runs.ts';

/** Corners of an ellipse: no farther apart than this, px. */
const LONGEST_ARC_PX = 0.5;
const MOST_ARCS = 4096;

/** Paints the objects of one picture, later ones over earlier ones, and reports what that changes. */
export class ObjectPainter {
  readonly #canvas: LabelCanvas;
  readonly #report: Report;

  constructor({ width, height }: { readonly width: number; readonly height: number }, report: Report) {
    this.#canvas = new LabelCanvas(width, height);
    this.#report = report;
  }

  /**
   * @param corners x and y by turns, px
   * @throws {BlemishError} 'input' where a corner is no number, or there are far too many
   */
  paintPolygon(corners: readonly number[], value: number, place: string): void {
    if (corners.length < 6) {
      this.tell('lost', 'A polygon of fewer than three points is left out', place);
      return;
    }
    const { width, height } = this.#canvas;
    if (corners.some((at, i) => at < 0 || at > (i % 2 === 0 ? width : height))) {
      this.tell('changed', 'A shape that reaches outside of the picture is cut at its edge', place);
    }
    this.#paint(outlineSpans(corners, this.#canvas, place), value, place);
  }

  /** An upright or turned ellipse; the angle is in degrees, clockwise. */
  paintEllipse(
    centre: readonly [number, number],
    radii: readonly [number, number],
    angle: number,
    value: number,
    place: string,
  ): void {
    this.paintPolygon(ellipseCorners(centre, radii, angle), value, place);
  }

  /** Runs outside and inside by turns, row-major in a box inside the picture, which they fill. */
  paintRowRuns(counts: ArrayLike<number>, box: Box, value: number, place: string): void {
    this.#paint(spansOfRowRuns(counts, box), value, place);
  }

  /** Runs outside and inside by turns, column-major over the whole picture. */
  paintColumnRuns(counts: ArrayLike<number>, value: number, place: string): void {
    if (this.#canvas.paintColumns(counts, value)) this.#tellOfOverlap(place);
  }

  labels(): RunLengthMap {
    return this.#canvas.labels();
  }

  tell(kind: Finding['kind'], text: string, subject: string): void {
    this.#report({ kind, text, subject });
  }

  #paint(spans: Spans, value: number, place: string): void {
    if (this.#canvas.paintSpans(spans, value)) this.#tellOfOverlap(place);
  }

  #tellOfOverlap(place: string): void {
    this.tell('changed', 'Where objects overlap, the later one covers the earlier', place);
  }
}

/** The corners of a box turned about a point, degrees clockwise. */
export function turnedBox(box: Box, angle: number, about: readonly [number, number]): number[] {
  const { x, y, width, height } = box;
  const corners = [x, y, x + width, y, x + width, y + height, x, y + height];
  return angle === 0 ? corners : turned(corners, angle, about);
}

function ellipseCorners(
  [x, y]: readonly [number, number],
  [radiusX, radiusY]: readonly [number, number],
  angle: number,
): number[] {
  const around = 2 * Math.PI * Math.max(radiusX, radiusY);
  const count = Math.max(16, Math.min(MOST_ARCS, Math.ceil(around / LONGEST_ARC_PX)));
  const corners: number[] = [];
  for (let i = 0; i < count; i++) {
    const turn = (2 * Math.PI * i) / count;
    corners.push(x + radiusX * Math.cos(turn), y + radiusY * Math.sin(turn));
  }
  return turned(corners, angle, [x, y]);
}

function turned(corners: readonly number[], angle: number, [x, y]: readonly [number, number]): number[] {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  const result: number[] = [];
  for (let i = 0; i < corners.length; i += 2) {
    const [right, down] = [corners[i] - x, corners[i + 1] - y];
    result.push(x + right * cos - down * sin, y + right * sin + down * cos);
  }
  return result;
}

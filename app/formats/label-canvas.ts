import { BACKGROUND, IGNORE } from '../mask/label-map.ts';
import { BY_COMPONENT, labelValue, LARGEST_INSTANCE, type RunLengthMap } from '../mask/run-length-map.ts';
import { RunWriter } from '../mask/run-writer.ts';
import type { Spans } from '../mask/spans.ts';

/** Nothing larger is painted: a broken size must not ask for all the memory there is. */
export const LARGEST_PIXEL_COUNT = 2 ** 28;

/** What to paint the pixels of a picture's n-th object with, from 1. */
export function objectValue(classId: number, n: number): number {
  return labelValue(classId, hasInstances(classId) ? ((n - 1) % LARGEST_INSTANCE) + 1 : BY_COMPONENT);
}

/** Background and ignored pixels are no objects. */
export function hasInstances(classId: number): boolean {
  return classId !== BACKGROUND && classId !== IGNORE;
}

/** The labels of one picture while shapes are painted on it, later ones over earlier ones. */
export class LabelCanvas {
  readonly width: number;
  readonly height: number;
  /** Label values, row-major. Whoever writes here says so by `touch`. */
  readonly values: Uint32Array;
  #left: number;
  #top: number;
  #right = 0;
  #bottom = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.values = new Uint32Array(width * height);
    this.#left = width;
    this.#top = height;
  }

  /** Tells that pixels with left <= x < right and top <= y < bottom may have changed. */
  touch(left: number, top: number, right: number, bottom: number): void {
    this.#left = Math.min(this.#left, left);
    this.#top = Math.min(this.#top, top);
    this.#right = Math.max(this.#right, right);
    this.#bottom = Math.max(this.#bottom, bottom);
  }

  /**
   * Paints the odd runs of column-major `counts` (COCO's order), which sum to `width * height`.
   * @returns whether that covered pixels of another value
   */
  paintColumns(counts: ArrayLike<number>, value: number): boolean {
    const { width, height, values } = this;
    let covers = false;
    let position = 0;
    for (let run = 0; run < counts.length; run++) {
      const end = position + counts[run];
      if (run % 2 === 1 && end > position) {
        const left = Math.floor(position / height);
        const right = Math.ceil(end / height);
        let top = position - left * height;
        for (let x = left; x < right; x++) {
          const bottom = Math.min(height, end - x * height);
          for (let i = top * width + x; i < bottom * width; i += width) {
            covers ||= values[i] !== BACKGROUND && values[i] !== value;
            values[i] = value;
          }
          this.touch(x, top, x + 1, bottom);
          top = 0;
        }
      }
      position = end;
    }
    return covers;
  }

  /** Paints the spans, which lie inside the picture. @returns whether that covered pixels of another value */
  paintSpans({ rows, starts, ends }: Spans, value: number): boolean {
    let covers = false;
    for (let span = 0; span < rows.length; span++) {
      const end = rows[span] * this.width + ends[span];
      for (let i = rows[span] * this.width + starts[span]; i < end; i++) {
        covers ||= this.values[i] !== BACKGROUND && this.values[i] !== value;
        this.values[i] = value;
      }
      this.touch(starts[span], rows[span], ends[span], rows[span] + 1);
    }
    return covers;
  }

  /** What has been painted, run-length coded. */
  labels(): RunLengthMap {
    const { width, height, values } = this;
    const writer = new RunWriter();
    let written = 0;
    for (let y = this.#top; y < this.#bottom; y++) {
      const rowStart = y * width + this.#left;
      const rowEnd = y * width + this.#right;
      writer.append(rowStart - written, BACKGROUND);
      for (let start = rowStart, end = rowStart; start < rowEnd; start = end) {
        const value = values[start];
        while (end < rowEnd && values[end] === value) end++;
        writer.append(end - start, value);
      }
      written = rowEnd;
    }
    writer.append(width * height - written, BACKGROUND);
    return writer.finish(width, height);
  }

  /** Makes everything background again. */
  clear(): void {
    for (let y = this.#top; y < this.#bottom; y++) {
      this.values.fill(BACKGROUND, y * this.width + this.#left, y * this.width + this.#right);
    }
    this.#left = this.width;
    this.#top = this.height;
    this.#right = 0;
    this.#bottom = 0;
  }
}

/** Class id 0: nothing to see here. */
export const BACKGROUND = 0;
/** Class id 255: neither loss nor score counts this pixel. */
export const IGNORE = 255;

/** A class id per pixel, row-major: 0 = background, 1 to 254 = classes, 255 = ignore (design.md section 2). */
export interface LabelMap {
  readonly width: number;
  readonly height: number;
  /** `width * height` class ids. */
  readonly data: Uint8Array;
}

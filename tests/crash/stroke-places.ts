/** Strokes of one pixel, row by row: the place of stroke number 0, 1, 2, ... in a picture `width` px wide. */
export function strokePlace(stroke: number, width: number): { x: number; y: number } {
  return { x: stroke % width, y: Math.floor(stroke / width) };
}

/**
 * How deep each pixel of some regions lies: its chessboard distance to the nearest pixel that is 0, so 1 on the
 * outline; 0 outside. Two passes are enough (Rosenfeld and Pfaltz, Journal of the ACM 13, 1966).
 * @param size of the frame, px; its outermost pixels are in no region
 * @param width the frame's, px
 * @param regions row-major indices, ascending
 */
export function chessboardDepth(size: number, width: number, regions: readonly Int32Array[]): Int32Array {
  const depth = new Int32Array(size);
  for (const pixels of regions) {
    for (const i of pixels) depth[i] = 1 + leastOf(depth, i - 1, i - width);
    for (let at = pixels.length - 1; at >= 0; at--) {
      const i = pixels[at];
      depth[i] = Math.min(depth[i], 1 + leastOf(depth, i + 1, i + width));
    }
  }
  return depth;
}

/** Of the pixel beside and the three of a neighbouring row. */
function leastOf(depth: Int32Array, beside: number, row: number): number {
  return Math.min(depth[beside], depth[row - 1], depth[row], depth[row + 1]);
}

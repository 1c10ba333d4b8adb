/**
 * Dilates a `width * height` mask by a square: 1 where a nonzero pixel lies within `radiusPx` (whole px) across and
 * down, 0 elsewhere. Along rows, then along columns; the time does not depend on the radius.
 */
export function dilateSquare(mask: Uint8Array, width: number, height: number, radiusPx: number): Uint8Array {
  const acrossRows = new Uint8Array(mask.length);
  for (let y = 0; y < height; y++) spreadLine(mask, acrossRows, y * width, 1, width, radiusPx);
  const dilated = new Uint8Array(mask.length);
  for (let x = 0; x < width; x++) spreadLine(acrossRows, dilated, x, width, height, radiusPx);
  return dilated;
}

/** Sets every pixel of a line within the radius of a nonzero one, by one look ahead per pixel. */
function spreadLine(
  from: Uint8Array,
  to: Uint8Array,
  offset: number,
  step: number,
  length: number,
  radius: number,
): void {
  let latest = -Infinity;
  for (let ahead = 0; ahead < length + radius; ahead++) {
    if (ahead < length && from[offset + ahead * step] !== 0) latest = ahead;
    const position = ahead - radius;
    if (position >= 0 && latest >= position - radius) to[offset + position * step] = 1;
  }
}

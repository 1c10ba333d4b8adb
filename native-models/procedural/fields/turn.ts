import type { Field } from './field.ts';

/** The side of a square field, px, from which a square of `side` px can be cut at any angle. */
export function turnableSide(side: number): number {
  return Math.ceil(side * Math.SQRT2) + 4;
}

/**
 * The middle of a field, turned by `angle` radians and enlarged `zoom` times (at least 1), as a square of `side` px.
 * The field measures at least {@link turnableSide}. Bilinear.
 */
export function turned(field: Field, side: number, angle: number, zoom = 1): Field {
  const { width, height, data } = field;
  const dx = Math.cos(angle) / zoom;
  const dy = Math.sin(angle) / zoom;
  const middle = (side - 1) / 2;
  const out = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    let x = (width - 1) / 2 - middle * dx - (row - middle) * dy;
    let y = (height - 1) / 2 - middle * dy + (row - middle) * dx;
    for (let column = 0; column < side; column++, x += dx, y += dy) {
      const left = x | 0;
      const top = y | 0;
      const from = top * width + left;
      const right = x - left;
      const upper = data[from] + right * (data[from + 1] - data[from]);
      const lower = data[from + width] + right * (data[from + width + 1] - data[from + width]);
      out[row * side + column] = upper + (y - top) * (lower - upper);
    }
  }
  return { width: side, height: side, data: out };
}

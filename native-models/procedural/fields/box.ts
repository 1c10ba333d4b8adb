/** A rectangle of whole pixels inside the picture. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The pixels within `reach` px of the rectangle from (x0, y0) to (x1, y1), cut at the picture's border. */
export function boxAround(
  { x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number },
  reach: number,
  side: number,
): Box {
  const left = Math.max(0, Math.floor(x0 - reach));
  const top = Math.max(0, Math.floor(y0 - reach));
  return {
    left,
    top,
    width: Math.max(0, Math.min(side - 1, Math.ceil(x1 + reach)) - left + 1),
    height: Math.max(0, Math.min(side - 1, Math.ceil(y1 + reach)) - top + 1),
  };
}

export function boxAt(x: number, y: number, reach: number, side: number): Box {
  return boxAround({ x0: x, y0: y, x1: x, y1: y }, reach, side);
}

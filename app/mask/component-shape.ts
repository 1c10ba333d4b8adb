/** Pixels per millimetre along each axis. */
export interface Scale {
  readonly pxPerMmX: number;
  readonly pxPerMmY: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ComponentShape {
  readonly areaPx: number;
  /** Smallest box of whole pixels around the component, in px. */
  readonly box: Box;
  /** Largest Feret diameter over pixel centres plus one pixel: 1 for a single pixel, n for a straight line of n. */
  readonly lengthPx: number;
  /** With a scale only. */
  readonly areaMm2?: number;
  /** With a scale only. */
  readonly lengthMm?: number;
}

/**
 * Size and place of a component, given as the row-major indices of its pixels (at least one, ascending) in an
 * image `width` px wide.
 */
export function componentShape(pixels: Int32Array, width: number, scale?: Scale): ComponentShape {
  const { box, rowEnds } = outline(pixels, width);
  const hull = convexHull(rowEnds);
  const inPixels = { areaPx: pixels.length, box, lengthPx: largestFeretDiameter(hull, 1, 1) };
  if (scale === undefined) return inPixels;
  const pixelWidthMm = 1 / scale.pxPerMmX;
  const pixelHeightMm = 1 / scale.pxPerMmY;
  return {
    ...inPixels,
    areaMm2: pixels.length * pixelWidthMm * pixelHeightMm,
    lengthMm: largestFeretDiameter(hull, pixelWidthMm, pixelHeightMm),
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** The box, and the first and last pixel of every row: no other pixel can be a corner of the convex hull. */
function outline(pixels: Int32Array, width: number): { box: Box; rowEnds: Point[] } {
  const rowEnds: Point[] = [];
  let left = width;
  let right = 0;
  for (let i = 0; i < pixels.length; i++) {
    const x = pixels[i] % width;
    const y = (pixels[i] - x) / width;
    const startsRow = i === 0 || pixels[i - 1] < y * width;
    const endsRow = i + 1 === pixels.length || pixels[i + 1] >= (y + 1) * width;
    if (startsRow || endsRow) rowEnds.push({ x, y });
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  const top = rowEnds[0].y;
  const bottom = rowEnds[rowEnds.length - 1].y;
  return { box: { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }, rowEnds };
}

/** Andrew's monotone chain over points sorted by (y, x); empty for a single point. */
function convexHull(sorted: readonly Point[]): Point[] {
  return halfHull(sorted).concat(halfHull(sorted.toReversed()));
}

function halfHull(points: readonly Point[]): Point[] {
  const chain: Point[] = [];
  for (const point of points) {
    while (chain.length > 1 && !turnsLeft(chain[chain.length - 2], chain[chain.length - 1], point))
      chain.pop();
    chain.push(point);
  }
  // The other half begins with this half's last point.
  chain.pop();
  return chain;
}

function turnsLeft(a: Point, b: Point, c: Point): boolean {
  return (b.x - a.x) * (c.y - a.y) > (b.y - a.y) * (c.x - a.x);
}

/** The longest chord between hull corners, lengthened by half a pixel at either end along its own direction. */
function largestFeretDiameter(hull: readonly Point[], pixelWidth: number, pixelHeight: number): number {
  let largest = Math.max(pixelWidth, pixelHeight);
  for (let i = 0; i < hull.length; i++) {
    for (let j = i + 1; j < hull.length; j++) {
      const dx = hull[i].x - hull[j].x;
      const dy = hull[i].y - hull[j].y;
      const chordPx = Math.sqrt(dx ** 2 + dy ** 2);
      const chord = Math.sqrt((dx * pixelWidth) ** 2 + (dy * pixelHeight) ** 2);
      largest = Math.max(largest, chord * (1 + 1 / chordPx));
    }
  }
  return largest;
}

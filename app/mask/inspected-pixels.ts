import { fillPolygon, type Ring } from './polygon.ts';

/**
 * The region to inspect that outlines enclose, `width * height`, 1 = inspected.
 * @param outlines each with the rings of one area; what lies in any of the areas is inspected
 */
export function inspectedPixels(
  outlines: readonly (readonly Ring[])[],
  width: number,
  height: number,
): Uint8Array {
  const inspected = new Uint8Array(width * height);
  for (const rings of outlines) {
    const { rows, starts, ends } = fillPolygon(rings, width, height);
    for (const [span, row] of rows.entries()) {
      inspected.fill(1, row * width + starts[span], row * width + ends[span]);
    }
  }
  return inspected;
}

import { squaredDistanceTo } from './distance.ts';

/**
 * Dilates a `width * height` mask by a disc: 1 where a nonzero pixel lies within `radiusPx` (px, finite, from
 * centre to centre, the radius included), 0 elsewhere. Radius 0 gives the mask itself.
 */
export function dilate(mask: Uint8Array, width: number, height: number, radiusPx: number): Uint8Array {
  const squaredDistance = squaredDistanceTo(mask, width, height);
  const squaredRadius = radiusPx ** 2;
  const dilated = new Uint8Array(mask.length);
  for (let i = 0; i < dilated.length; i++) dilated[i] = squaredDistance[i] <= squaredRadius ? 1 : 0;
  return dilated;
}

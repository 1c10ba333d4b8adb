import { z } from 'zod';
import type { Scale } from '../../app/mask/component-shape.ts';

/** A scale in two columns, both null where there is none. */
export const scaleRowShape = {
  pxPerMmX: z.number().nullable(),
  pxPerMmY: z.number().nullable(),
};

interface ScaleRow {
  readonly pxPerMmX: number | null;
  readonly pxPerMmY: number | null;
}

export function scaleFrom({ pxPerMmX, pxPerMmY }: ScaleRow): Scale | null {
  return pxPerMmX === null || pxPerMmY === null ? null : { pxPerMmX, pxPerMmY };
}

export function scaleColumns(scale: Scale | null): { pxPerMmX: number | null; pxPerMmY: number | null } {
  return { pxPerMmX: scale?.pxPerMmX ?? null, pxPerMmY: scale?.pxPerMmY ?? null };
}

import type { LabelMap } from './label-map.ts';
import { BY_COMPONENT, classOf, instanceOf, labelValue } from './run-length-map.ts';

/**
 * A label map to draw in. The class plane is one byte a pixel (64 MB for 8192x8192, and what a canvas colours); a
 * second plane holds instance numbers, 4 bytes a pixel, from the first time that one is drawn. Few maps have any, so
 * most keep a quarter of the memory and of the traffic that one plane of uint32 values would take.
 */
export interface LabelBitmap extends LabelMap {
  /** `width * height` instance numbers; null while all of them are `BY_COMPONENT`. */
  instances: Uint32Array | null;
}

/** A bitmap of background. */
export function emptyBitmap(width: number, height: number): LabelBitmap {
  return { width, height, data: new Uint8Array(width * height), instances: null };
}

/** The bitmap's instance numbers, or null for a plain label map. */
export function instancesOf(labels: LabelMap | LabelBitmap): Uint32Array | null {
  return 'instances' in labels ? labels.instances : null;
}

/** The label value at a row-major index. */
export function valueAt({ data, instances }: LabelBitmap, index: number): number {
  return instances === null ? data[index] : labelValue(data[index], instances[index]);
}

/** Sets the pixels of indices `start` to `end` (exclusive) to a label value. */
export function fillRange(bitmap: LabelBitmap, start: number, end: number, value: number): void {
  bitmap.data.fill(classOf(value), start, end);
  const instance = instanceOf(value);
  if (instance !== BY_COMPONENT) bitmap.instances ??= new Uint32Array(bitmap.data.length);
  bitmap.instances?.fill(instance, start, end);
}

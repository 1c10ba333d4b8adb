import { IGNORE } from '../mask/label-map.ts';
import { classOf, type RunLengthMap } from '../mask/run-length-map.ts';
import type { Annotations } from './annotation-format.ts';

export function hasIgnored({ values }: RunLengthMap): boolean {
  return values.some((value) => classOf(value) === IGNORE);
}

/** Whether any picture has ignored pixels; for formats whose labels stand before the pictures. */
export async function anyHasIgnored(annotations: Annotations): Promise<boolean> {
  for await (const { labels } of annotations.images()) if (hasIgnored(labels)) return true;
  return false;
}

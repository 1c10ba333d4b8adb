import { IGNORE, type LabelMap } from './label-map.ts';

/** The label map with 255 on every pixel outside the region to inspect (`width * height`, nonzero = inside). */
export function outsideRegionIgnored(labels: LabelMap, region: Uint8Array): LabelMap {
  return { ...labels, data: labels.data.map((id, pixel) => (region[pixel] === 0 ? IGNORE : id)) };
}

/** The region a label map leaves to inspect: 1 where it is not 255. */
export function inspectedRegion(labels: LabelMap): Uint8Array {
  return labels.data.map((id) => (id === IGNORE ? 0 : 1));
}

import { squaredDistanceTo } from './distance.ts';
import { IGNORE, type LabelMap } from './label-map.ts';

/**
 * The label map with 255 on every pixel that has a pixel of another class within `bandPx` (px, centre to centre),
 * so on both sides of each contour between classes. What is 255 already stays, and bounds no contour.
 * Band 0 changes nothing.
 */
export function withIgnoreBand(labels: LabelMap, bandPx: number): LabelMap {
  if (bandPx === 0) return labels;
  const data = labels.data.slice();
  for (const classId of classesIn(labels)) {
    const squaredDistance = squaredDistanceTo(otherClasses(labels, classId), labels.width, labels.height);
    for (let i = 0; i < data.length; i++) {
      if (labels.data[i] === classId && squaredDistance[i] <= bandPx ** 2) data[i] = IGNORE;
    }
  }
  return { ...labels, data };
}

function classesIn(labels: LabelMap): Set<number> {
  const classes = new Set(labels.data);
  classes.delete(IGNORE);
  return classes;
}

function otherClasses(labels: LabelMap, classId: number): Uint8Array {
  return labels.data.map((id) => (id === classId || id === IGNORE ? 0 : 1));
}

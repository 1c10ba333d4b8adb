import { IGNORE, type LabelMap } from '../../mask/label-map.ts';
import { staple } from './staple.ts';

/**
 * The label map that several people's of one image agree on: at each pixel the class that the consensus finds most
 * probable, background where none is at least as probable as not, 255 where anybody ignores it.
 * Throws for fewer than two or more than 31 maps, or maps of different sizes.
 * @param numClasses background included
 */
export function consensusMap(labelMaps: readonly LabelMap[], numClasses: number): LabelMap {
  const { width, height } = labelMaps[0];
  const data = new Uint8Array(width * height);
  const highest = new Float64Array(width * height).fill(0.5);
  for (let classId = 1; classId < numClasses; classId++) {
    const { probability } = staple(labelMaps, classId);
    for (let i = 0; i < data.length; i++) {
      if (probability[i] < highest[i]) continue;
      highest[i] = probability[i];
      data[i] = classId;
    }
  }
  for (const labelMap of labelMaps) {
    for (let i = 0; i < data.length; i++) if (labelMap.data[i] === IGNORE) data[i] = IGNORE;
  }
  return { width, height, data };
}

import { type ConfusionMatrix, confusionMatrix } from '../confusion.ts';
import { IGNORE, type LabelMap } from '../../mask/label-map.ts';
import { requireSameSize } from '../same-size.ts';

/**
 * The pixels of one image by the class that each of two people gave them; matrices add up over images. Pixels that
 * either ignores count nowhere. Throws when the sizes differ or a class id is not below `numClasses`.
 */
export function labelAgreement(first: LabelMap, second: LabelMap, numClasses: number): ConfusionMatrix {
  requireSameSize(first, second);
  const data = first.data.map((id, i) => (second.data[i] === IGNORE ? IGNORE : id));
  return confusionMatrix({ ...first, data }, second, numClasses);
}

/**
 * How far two people agree beyond chance: 1 = always, 0 = as often as by chance. Null where chance alone agrees
 * always, as when both know one class only.
 * Cohen, "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 20, 1960.
 */
export function cohenKappa({ numClasses, counts }: ConfusionMatrix): number | null {
  const byFirst = new Float64Array(numClasses);
  const bySecond = new Float64Array(numClasses);
  let [total, agreed] = [0, 0];
  for (let first = 0; first < numClasses; first++) {
    agreed += counts[first * numClasses + first];
    for (let second = 0; second < numClasses; second++) {
      const count = counts[first * numClasses + second];
      total += count;
      byFirst[first] += count;
      bySecond[second] += count;
    }
  }
  const byChance = byFirst.reduce((sum, count, classId) => sum + count * bySecond[classId], 0) / total;
  return total === 0 || byChance === total ? null : (agreed - byChance) / (total - byChance);
}

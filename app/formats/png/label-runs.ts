import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import { BY_COMPONENT, labelValue, type RunLengthMap } from '../../mask/run-length-map.ts';
import { RunWriter } from '../../mask/run-writer.ts';
import type { Size } from '../named-pictures.ts';

/**
 * Labels from a class id per pixel and, where there is one, an object number per pixel (0 = none). Instances are
 * numbered from 1 within each class, in the order of the object numbers.
 */
export function labelRuns(
  classIds: ArrayLike<number>,
  objects: ArrayLike<number> | null,
  { width, height }: Size,
): RunLengthMap {
  const instances = objects === null ? null : instanceNumbers(classIds, objects);
  const writer = new RunWriter();
  for (let start = 0, end = 0; start < classIds.length; start = end) {
    const classId = classIds[start];
    const object = objects?.[start];
    while (end < classIds.length && classIds[end] === classId && objects?.[end] === object) end++;
    const instance = instances?.get(keyOf(classId, object ?? 0)) ?? BY_COMPONENT;
    writer.append(end - start, labelValue(classId, instance));
  }
  return writer.finish(width, height);
}

function instanceNumbers(classIds: ArrayLike<number>, objects: ArrayLike<number>): Map<number, number> {
  const keys = new Set<number>();
  for (let i = 0, last = -1; i < classIds.length; i++) {
    const key = keyOf(classIds[i], objects[i]);
    if (key === last) continue;
    last = key;
    if (classIds[i] !== BACKGROUND && classIds[i] !== IGNORE && objects[i] !== 0) keys.add(key);
  }
  const numbers = new Map<number, number>();
  const countOf = new Map<number, number>();
  for (const key of [...keys].sort((a, b) => a - b)) {
    const classId = key % 256;
    const number = (countOf.get(classId) ?? 0) + 1;
    countOf.set(classId, number);
    numbers.set(key, number);
  }
  return numbers;
}

function keyOf(classId: number, object: number): number {
  return object * 256 + classId;
}

import { type LabelBitmap, instancesOf } from './label-bitmap.ts';
import type { LabelMap } from './label-map.ts';
import { labelValue } from './run-length-map.ts';

/** Finds the runs of equal labels in a map, four pixels at a time. */
export class RunScanner {
  readonly #data: Uint8Array;
  readonly #instances: Uint32Array | null;
  /** The class plane by words of four pixels; empty where it does not begin at a word. */
  readonly #words: Int32Array;

  constructor(labels: LabelMap | LabelBitmap) {
    this.#data = labels.data;
    this.#instances = instancesOf(labels);
    this.#words = wordsOf(labels.data);
  }

  valueAt(index: number): number {
    return this.#instances === null
      ? this.#data[index]
      : labelValue(this.#data[index], this.#instances[index]);
  }

  /** Where the run that holds `index` ends: the first index of another value, at most `limit`. */
  endOfRun(index: number, limit: number): number {
    const classEnd = endOfClass(this.#data, this.#words, index, limit);
    return this.#instances === null ? classEnd : endOfInstance(this.#instances, index, classEnd);
  }
}

function wordsOf({ buffer, byteOffset, length }: Uint8Array): Int32Array {
  return byteOffset % 4 === 0 ? new Int32Array(buffer, byteOffset, length >>> 2) : new Int32Array(0);
}

function endOfClass(data: Uint8Array, words: Int32Array, index: number, limit: number): number {
  const classId = data[index];
  let end = index + 1;
  while (end < limit && data[end] === classId && end % 4 !== 0) end++;
  if (end === limit || data[end] !== classId) return end;

  const fourTimes = Math.imul(classId, 0x01010101);
  const lastWord = Math.min(limit >>> 2, words.length);
  let word = end >>> 2;
  while (word < lastWord && words[word] === fourTimes) word++;
  end = Math.max(end, word * 4);
  while (end < limit && data[end] === classId) end++;
  return end;
}

function endOfInstance(instances: Uint32Array, index: number, limit: number): number {
  const instance = instances[index];
  let end = index + 1;
  while (end < limit && instances[end] === instance) end++;
  return end;
}

import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { BlemishError } from '../../app/domain/errors.ts';
import type { ClassProbabilities } from '../../app/metrics/operating-point.ts';
import { writeFileAtomically } from '../files/write-atomic.ts';

export const PROBABILITIES_ENDING = '.probabilities';

const MAGIC = Buffer.from('blemish-p/1\0', 'latin1');
/** After the magic: classes, width and height, each a uint32, least byte first. */
const HEADER_BYTES = MAGIC.length + 12;
const MOST_PIXELS = 2 ** 28;
const LARGEST = 255;

/**
 * Writes class probabilities in steps of 1/255: a header, then the planes [classes, height, width] as deflated uint8,
 * each byte the difference to its left neighbour, which packs better.
 */
export async function writeProbabilities(
  file: string,
  { numClasses, width, height, data }: ClassProbabilities,
): Promise<void> {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  for (const [index, value] of [numClasses, width, height].entries()) {
    header.writeUInt32LE(value, MAGIC.length + 4 * index);
  }
  const bytes = new Uint8Array(data.length);
  for (let at = 0, left = 0; at < data.length; at++) {
    const value = Math.round(LARGEST * data[at]);
    bytes[at] = value - left;
    left = value;
  }
  const packed = await promisify(deflateRaw)(bytes, { level: 6 });
  await writeFileAtomically(file, Buffer.concat([header, packed]));
}

/** @throws {BlemishError} 'input' where the file is not there, is damaged, or is no such file */
export async function readProbabilities(file: string): Promise<ClassProbabilities> {
  try {
    const bytes = await readFile(file);
    const sizes = [0, 4, 8].map((offset) => bytes.readUInt32LE(MAGIC.length + offset));
    const [numClasses, width, height] = sizes;
    const length = numClasses * width * height;
    const isOne = bytes.subarray(0, MAGIC.length).equals(MAGIC) && numClasses <= LARGEST;
    if (!isOne || !(width * height <= MOST_PIXELS)) throw new Error('not such a file');
    const planes = await promisify(inflateRaw)(bytes.subarray(HEADER_BYTES), { maxOutputLength: length + 1 });
    if (planes.length !== length) throw new Error('of another length');
    const data = new Float32Array(length);
    for (let at = 0, value = 0; at < length; at++) {
      value = (value + planes[at]) & LARGEST;
      data[at] = value / LARGEST;
    }
    return { numClasses, width, height, data };
  } catch (cause) {
    throw new BlemishError('input', {
      subject: file,
      problem: 'The class probabilities are missing or damaged',
      remedy: 'Predict the image again',
      cause,
    });
  }
}

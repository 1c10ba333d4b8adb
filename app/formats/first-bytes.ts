import type { AnnotationFiles } from './annotation-format.ts';

/** Up to `count` bytes from the start of a file, of whatever size that is. */
export async function firstBytes(files: AnnotationFiles, path: string, count: number): Promise<Uint8Array> {
  const start = new Uint8Array(count);
  let size = 0;
  for await (const piece of files.stream(path)) {
    const taken = piece.subarray(0, count - size);
    start.set(taken, size);
    size += taken.length;
    if (size === count) break;
  }
  return start.subarray(0, size);
}

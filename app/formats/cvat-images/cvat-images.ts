import type { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles, AnnotationFormat } from '../annotation-format.ts';
import { firstBytes } from '../first-bytes.ts';
import { wrongCvat } from './parse-cvat.ts';
import { readCvat } from './read-cvat.ts';
import { writeCvat } from './write-cvat.ts';

/** The XML that CVAT exports as "CVAT for images 1.1". */
export const cvatImages: AnnotationFormat = {
  name: 'cvat-images',
  title: 'CVAT for images 1.1 (XML)',
  recognises: async (files) => (await cvatPaths(files)).length > 0,
  async read(files, pictures, report) {
    const found = await cvatPaths(files);
    // A single file that is damaged shall be told what is wrong with it.
    const paths = found.length === 0 && files.paths.length === 1 ? files.paths : found;
    if (paths.length === 0) throw noFile();
    return readCvat(files, paths, pictures, report);
  },
  write: writeCvat,
};

/** The root element follows a declaration and comments at most. */
const HEAD_BYTES = 4096;

async function cvatPaths(files: AnnotationFiles): Promise<string[]> {
  const found: string[] = [];
  for (const path of files.paths.filter((path) => path.toLowerCase().endsWith('.xml')).sort()) {
    const head = new TextDecoder('utf-8').decode(await firstBytes(files, path, HEAD_BYTES));
    if (/<annotations[\s>]/.test(head)) found.push(path);
  }
  return found;
}

function noFile(): BlemishError {
  return wrongCvat('annotations.xml', 'There is no XML file that begins with <annotations>');
}

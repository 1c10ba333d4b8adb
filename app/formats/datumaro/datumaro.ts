import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles, AnnotationFormat } from '../annotation-format.ts';
import { jsonElements } from '../json-elements.ts';
import { readDatumaro } from './read-datumaro.ts';
import { wrongDatumaro } from './schema.ts';
import { writeDatumaro } from './write-datumaro.ts';

/** Datumaro's own JSON: items with masks, polygons, boxes and ellipses. */
export const datumaro: AnnotationFormat = {
  name: 'datumaro',
  title: 'Datumaro (JSON)',
  recognises: async (files) => (await datumaroPaths(files)).length > 0,
  async read(files, pictures, report) {
    const found = await datumaroPaths(files);
    // A single file that is damaged shall be told what is wrong with it.
    const paths = found.length === 0 && files.paths.length === 1 ? files.paths : found;
    if (paths.length === 0)
      throw wrongDatumaro('annotations', 'There is no JSON file with categories and items');
    return readDatumaro(files, paths, pictures, report);
  },
  write: writeDatumaro,
};

async function datumaroPaths(files: AnnotationFiles): Promise<string[]> {
  const found: string[] = [];
  for (const path of files.paths.filter((path) => path.toLowerCase().endsWith('.json')).sort()) {
    if (await isDatumaro(files, path)) found.push(path);
  }
  return found;
}

/** The first item tells, so that a large file is not read whole. */
async function isDatumaro(files: AnnotationFiles, path: string): Promise<boolean> {
  try {
    for await (const elements of jsonElements(files.stream(path), path)) {
      for (const { key, index, value } of elements) {
        if (index !== null && key !== 'items') return false;
        if (index !== null) return typeof value === 'object' && value !== null && 'annotations' in value;
        if (key === 'categories') return typeof value === 'object' && value !== null && 'label' in value;
      }
    }
    return false;
  } catch (error) {
    if (error instanceof BlemishError) return false;
    throw error;
  }
}

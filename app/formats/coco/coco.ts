import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles, AnnotationFormat } from '../annotation-format.ts';
import { type JsonElement, jsonElements } from '../json-elements.ts';
import { readCoco } from './read-coco.ts';
import { writeCoco } from './write-coco.ts';

/** COCO instances and results: https://cocodataset.org/#format-data. */
export const coco: AnnotationFormat = {
  name: 'coco',
  title: 'COCO instances (JSON)',
  recognises: async (files) => (await cocoPaths(files)).length > 0,
  async read(files, pictures, report) {
    const found = await cocoPaths(files);
    // A single file that is damaged shall be told what is wrong with it.
    const paths = found.length === 0 && files.paths.length === 1 ? files.paths : found;
    if (paths.length === 0) {
      throw new BlemishError('input', {
        problem: 'There is no COCO file: a JSON with images, annotations and categories',
        remedy: 'Name the file, or the folder it is in',
      });
    }
    return readCoco(files, paths, pictures, report);
  },
  write: writeCoco,
};

async function cocoPaths(files: AnnotationFiles): Promise<string[]> {
  const paths: string[] = [];
  for (const path of files.paths.filter((path) => path.toLowerCase().endsWith('.json'))) {
    if (await isCoco(files, path)) paths.push(path);
  }
  return paths;
}

/** Elements enough to see what a file is. */
const FIRST_ELEMENTS = 100;

/** The first image or annotation tells, so that a large file is not read whole. */
async function isCoco(files: AnnotationFiles, path: string): Promise<boolean> {
  let seen = 0;
  try {
    for await (const elements of jsonElements(files.stream(path), path)) {
      const telling = elements.find(
        ({ key, index }) => index !== null && ['', 'images', 'annotations'].includes(key),
      );
      if (telling !== undefined) return tellsOfCoco(telling);
      seen += elements.length;
      if (seen > FIRST_ELEMENTS) return false;
    }
  } catch (error) {
    if (!(error instanceof BlemishError)) throw error;
  }
  return false;
}

function tellsOfCoco({ key, value }: JsonElement): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (key === 'images') return 'id' in value && 'file_name' in value;
  return 'image_id' in value && 'category_id' in value;
}

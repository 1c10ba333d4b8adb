import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles, AnnotationFormat } from '../annotation-format.ts';
import { jsonElements } from '../json-elements.ts';
import { readLabelme } from './read-labelme.ts';
import { writeLabelme } from './write-labelme.ts';

/** labelme's JSON, one file a picture: https://github.com/wkentaro/labelme. */
export const labelme: AnnotationFormat = {
  name: 'labelme',
  title: 'labelme (JSON)',
  async recognises(files) {
    for (const path of jsonPaths(files)) if (await isLabelme(files, path)) return true;
    return false;
  },
  async read(files, pictures, report) {
    const paths: string[] = [];
    for (const path of jsonPaths(files)) {
      if (files.paths.length === 1 || (await isLabelme(files, path))) paths.push(path);
    }
    if (paths.length === 0) {
      throw new BlemishError('input', {
        problem: 'There is no labelme file: a JSON with shapes and imagePath',
        remedy: 'Name the file, or the folder it is in',
      });
    }
    return readLabelme(files, paths, pictures, report);
  },
  write: writeLabelme,
};

function jsonPaths({ paths }: AnnotationFiles): string[] {
  return paths.filter((path) => path.toLowerCase().endsWith('.json'));
}

/** Elements of other lists than shapes, after which no more are looked at. */
const MOST_OTHERS = 100;

async function isLabelme(files: AnnotationFiles, path: string): Promise<boolean> {
  const keys = new Set<string>();
  let others = 0;
  try {
    for await (const elements of jsonElements(files.stream(path), path)) {
      for (const { key, index, value } of elements) {
        if (index === null) keys.add(key);
        else if (key !== 'shapes') others++;
        else return typeof value === 'object' && value !== null && 'label' in value && 'points' in value;
      }
      if (others > MOST_OTHERS) return false;
    }
  } catch (error) {
    if (!(error instanceof BlemishError)) throw error;
  }
  // A picture without shapes.
  return keys.has('imagePath') && keys.has('imageHeight');
}

import type { AnnotationFiles } from '../annotation-format.ts';
import { isNamesFile } from './class-names.ts';

/** Files that may hold labels. */
export function labelPaths({ paths }: AnnotationFiles): string[] {
  return paths.filter((path) => /\.txt$/i.test(path) && !isNamesFile(path));
}

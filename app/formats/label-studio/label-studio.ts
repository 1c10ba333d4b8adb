import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles, AnnotationFormat } from '../annotation-format.ts';
import { jsonElements } from '../json-elements.ts';
import { readLabelStudio } from './read-label-studio.ts';
import { isTask, wrongTask } from './tasks.ts';
import { writeLabelStudio } from './write-label-studio.ts';

/** Label Studio's exports "JSON" and "JSON-MIN": brush, polygon, rectangle and ellipse labels. */
export const labelStudio: AnnotationFormat = {
  name: 'label-studio',
  title: 'Label Studio (JSON)',
  recognises: async (files) => (await exportPaths(files)).length > 0,
  async read(files, pictures, report) {
    const found = await exportPaths(files);
    // A single file that is damaged shall be told what is wrong with it.
    const paths = found.length === 0 && files.paths.length === 1 ? files.paths : found;
    if (paths.length === 0) throw wrongTask('tasks.json', 'There is no JSON file of tasks');
    return readLabelStudio(files, paths, pictures, report);
  },
  write: writeLabelStudio,
};

async function exportPaths(files: AnnotationFiles): Promise<string[]> {
  const found: string[] = [];
  for (const path of files.paths.filter((path) => path.toLowerCase().endsWith('.json')).sort()) {
    if (await isExport(files, path)) found.push(path);
  }
  return found;
}

/** The first task tells, so that a large file is not read whole; a file of one task is an object. */
async function isExport(files: AnnotationFiles, path: string): Promise<boolean> {
  try {
    const keys = new Set<string>();
    for await (const elements of jsonElements(files.stream(path), path)) {
      for (const { key, index, value } of elements) {
        if (key === '' && index !== null) return isTask(value);
        keys.add(key);
        if (index !== null && !['annotations', 'completions', 'predictions', 'drafts'].includes(key))
          return false;
      }
    }
    return keys.has('data') && (keys.has('annotations') || keys.has('completions'));
  } catch (error) {
    if (error instanceof BlemishError) return false;
    throw error;
  }
}

import { BlemishError } from '../domain/errors.ts';
import { ALL_FORMATS } from './all-formats.ts';
import type { AnnotationFiles, AnnotationFormat } from './annotation-format.ts';

/**
 * The format of annotation files, told by their content.
 * @param subject folder or file they are in
 * @throws {BlemishError} 'input' where it is none of all formats, or could be several
 */
export async function recognise(files: AnnotationFiles, subject: string): Promise<AnnotationFormat> {
  const found: AnnotationFormat[] = [];
  for (const format of Object.values(ALL_FORMATS)) {
    if (await format.recognises(files)) found.push(format);
  }
  if (found.length === 1) return found[0];
  throw new BlemishError('input', {
    subject,
    problem:
      found.length === 0
        ? 'No annotation format is recognised'
        : `The files could be of several formats: ${found.map(({ name }) => name).join(', ')}`,
    remedy: 'Name the format with --from, or give the folder or file of the annotations alone',
  });
}

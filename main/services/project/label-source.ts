import { BlemishError } from '../../../app/domain/errors.ts';
import { ALL_FORMATS } from '../../../app/formats/all-formats.ts';
import type {
  Annotations,
  AnnotationFormat,
  FormatName,
  Pictures,
} from '../../../app/formats/annotation-format.ts';
import { FindingCounts } from '../../../app/formats/finding-counts.ts';
import { type Preview, preview } from '../../../app/formats/preview.ts';
import { recognise } from '../../../app/formats/recognise.ts';
import { mappedAnnotations, openAnnotations } from '../convert.ts';

/** Annotations to take into a project, read once and found good. */
export interface LabelSource {
  readonly annotations: Annotations;
  readonly preview: Preview;
  /** As people call the format. */
  readonly title: string;
  /** Recorded as what the labels were made with. */
  readonly tool: string;
  readonly close: () => void;
}

export interface AnnotationSource {
  /** A folder, a file, or a zip. */
  readonly target: string;
  readonly format: FormatName | 'auto';
  /** A class mapping (YAML). */
  readonly classesFile: string | null;
}

/** @throws {BlemishError} 'input' where the annotations are wrong, or of none of the pictures */
export async function openLabels(
  { target, format, classesFile }: AnnotationSource,
  pictures: Pictures,
): Promise<LabelSource> {
  const files = await openAnnotations(target);
  try {
    const from = format === 'auto' ? await recognise(files, target) : ALL_FORMATS[format];
    const findings = new FindingCounts();
    const read = await from.read(files, pictures, findings.report);
    const annotations = await mappedAnnotations(read, classesFile, findings);
    const counted = await preview(annotations, countingOnly(from), pictures, findings);
    if (counted.matchedImages === 0) throw ofOtherPictures(target);
    const tool = `import of ${from.name}`;
    return { annotations, preview: counted, title: from.title, tool, close: files.close };
  } catch (error) {
    files.close();
    throw error;
  }
}

/** A format that writes nothing: what it passes over is counted. */
export function countingOnly(format: AnnotationFormat): AnnotationFormat {
  return {
    ...format,
    async *write(annotations) {
      const images = annotations.images()[Symbol.asyncIterator]();
      while ((await images.next()).done !== true);
      yield* [];
    },
  };
}

function ofOtherPictures(target: string): BlemishError {
  return new BlemishError('input', {
    subject: target,
    problem: 'It has annotations of none of the pictures',
    remedy: 'Import the pictures that it is of, or name their folder',
    advice: 'name-pictures',
  });
}

import { BlemishError } from '../../app/domain/errors.ts';
import { ALL_FORMATS } from '../../app/formats/all-formats.ts';
import type {
  AnnotationFiles,
  AnnotationFormat,
  Annotations,
  FormatName,
} from '../../app/formats/annotation-format.ts';
import { mapClasses, parseClassMapping } from '../../app/formats/class-mapping.ts';
import { FindingCounts } from '../../app/formats/finding-counts.ts';
import { type Preview, preview } from '../../app/formats/preview.ts';
import { recognise } from '../../app/formats/recognise.ts';
import { annotationFolder } from '../files/annotation-folder.ts';
import { annotationZip } from '../files/annotation-zip.ts';
import { pictureFolder } from '../files/picture-folder.ts';
import { requireFree, writeFolder } from '../files/staged-folder.ts';
import { readGivenText } from '../files/read-given-text.ts';

export interface ConvertRequest {
  readonly from: FormatName | 'auto';
  readonly to: FormatName;
  /** A folder, a file, or a zip. */
  readonly inPath: string;
  readonly imagesDir: string;
  readonly outDir: string;
  /** A class mapping (YAML). */
  readonly classesFile: string | null;
  readonly dryRun: boolean;
  /** Stops the conversion with its reason; nothing is left behind. */
  readonly signal: AbortSignal;
  /** Called before anything is written. */
  readonly onPreview: (preview: Preview, from: AnnotationFormat) => void;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Converts annotations of one format to another. Everything is read and checked before anything is written, and the
 * folder is there whole or not at all.
 */
export async function convert(request: ConvertRequest): Promise<void> {
  await requireFree(request.outDir);
  const files = await openAnnotations(request.inPath);
  try {
    await convertFiles(files, request);
  } finally {
    files.close();
  }
}

async function convertFiles(files: AnnotationFiles, request: ConvertRequest): Promise<void> {
  const pictures = await pictureFolder(request.imagesDir, request.inPath);
  const from = request.from === 'auto' ? await recognise(files, request.inPath) : ALL_FORMATS[request.from];
  const to = ALL_FORMATS[request.to];
  const findings = new FindingCounts();
  const read = await from.read(files, pictures, findings.report);
  const mapped = await mappedAnnotations(read, request.classesFile, findings);
  const annotations = stoppable(mapped, request.signal);
  const expected = await preview(annotations, to, pictures, findings);
  if (expected.matchedImages === 0) throw nothingToConvert(request);
  request.onPreview(expected, from);
  if (!request.dryRun) {
    await writeFolder(request.outDir, async (write) => {
      let done = 0;
      for await (const { path, content } of to.write(annotations, () => undefined)) {
        await write(path, content);
        request.onProgress(++done, expected.files);
      }
    });
  }
}

export async function openAnnotations(
  target: string,
): Promise<AnnotationFiles & { readonly close: () => void }> {
  if (target.toLowerCase().endsWith('.zip')) return annotationZip(target);
  return { ...(await annotationFolder(target)), close: () => undefined };
}

export async function mappedAnnotations(
  annotations: Annotations,
  classesFile: string | null,
  findings: FindingCounts,
): Promise<Annotations> {
  if (classesFile === null) return annotations;
  const text = await readGivenText(classesFile, 'The class mapping', 'check-classes-path');
  const mapping = parseClassMapping(text, classesFile);
  return mapClasses(annotations, mapping, findings.report);
}

function stoppable(annotations: Annotations, signal: AbortSignal): Annotations {
  return {
    classes: annotations.classes,
    async *images() {
      for await (const image of annotations.images()) {
        signal.throwIfAborted();
        yield image;
      }
    },
  };
}

function nothingToConvert({ inPath, imagesDir }: ConvertRequest): BlemishError {
  return new BlemishError('input', {
    subject: inPath,
    problem: `It has annotations of other pictures, and of none in ${imagesDir}`,
    remedy: 'Name the folder of its pictures with --images',
  });
}

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { FormatName, Pictures } from '../../../app/formats/annotation-format.ts';
import type { Preview } from '../../../app/formats/preview.ts';
import type { Scale } from '../../../app/mask/component-shape.ts';
import { readSplitFile } from '../../../native-models/data/split-file.ts';
import { pictureFolder } from '../../files/picture-folder.ts';
import { ImagePool } from '../../images/image-pool.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { findPictures } from './find-pictures.ts';
import { imageFields } from './image-fields.ts';
import { type ImportedImages, importImages } from './import-images.ts';
import { type ImportedLabels, importLabels } from './import-labels.ts';
import { type AnnotationSource, type LabelSource, openLabels } from './label-source.ts';
import { ownImages } from './own-images.ts';
import { type ListedSubsets, splitByFile } from './split-by-file.ts';
import { openSplitFileLabels } from './split-file-labels.ts';
import type { LabelMode } from './write-labels.ts';

export interface ImportRequest {
  /** A folder, a picture, or a text file that lists pictures; null to import annotations alone. */
  readonly images: string | null;
  readonly patterns: readonly string[] | null;
  /** Annotations of any format: a folder, a file, a zip. With a split file: the folder of the masks it names. */
  readonly annotations: string | null;
  readonly format: FormatName | 'auto';
  readonly classesFile: string | null;
  /** A CSV file as `train` reads it. */
  readonly splitFile: string | null;
  readonly pattern: string | null;
  readonly table: string | null;
  readonly scale: Scale | null;
  readonly copy: boolean;
  readonly mode: LabelMode;
  /** Tells what would be imported, and imports nothing. */
  readonly dryRun: boolean;
  readonly user: string;
  readonly signal: AbortSignal;
  /** Called before anything is changed. */
  readonly onPreview: (preview: Preview, title: string) => void;
  readonly onProgress: (doing: string, done: number, total: number) => void;
}

export interface ImportReport {
  readonly images: ImportedImages | null;
  readonly labels: ImportedLabels | null;
  /** The split that the split file says; null without one. */
  readonly splitId: string | null;
}

/** Imports images, their annotations and their subsets. All is read and found good before anything is changed. */
export async function importIntoProject(store: ProjectStore, request: ImportRequest): Promise<ImportReport> {
  const { images, patterns } = request;
  const pictures = images === null ? null : await findPictures(images, patterns, store.place);
  const fields = pictures === null ? new Map() : await imageFields(pictures.paths, request);
  const { labels, subsets } = await openSources(store, request, pictures?.root ?? null);
  try {
    if (labels !== null) request.onPreview(labels.preview, labels.title);
    if (request.dryRun) return { images: null, labels: null, splitId: null };
    const imported =
      pictures === null
        ? null
        : await withPool((pool) =>
            importImages(store, pool, {
              ...request,
              pictures,
              fields,
              onProgress: (done, total) => {
                request.onProgress('reading images', done, total);
              },
            }),
          );
    if (imported !== null) requireAny(imported, request);
    const idOf = imported === null ? ownIds(store) : importedIds(imported);
    const taken =
      labels === null
        ? null
        : await importLabels(store, {
            ...request,
            source: labels,
            idOf,
            onProgress: (done, total) => {
              request.onProgress('taking labels over', done, total);
            },
          });
    const splitId = subsets === null ? null : splitByFile(store, subsets, idOf);
    return { images: imported, labels: taken, splitId };
  } finally {
    labels?.close();
  }
}

interface Sources {
  readonly labels: LabelSource | null;
  readonly subsets: ListedSubsets | null;
}

async function openSources(
  store: ProjectStore,
  request: ImportRequest,
  imagesDir: string | null,
): Promise<Sources> {
  const { annotations, splitFile } = request;
  if (splitFile !== null && imagesDir !== null && annotations !== null) {
    const found = await openSplitFileLabels({ imagesDir, masksDir: annotations, splitFile });
    return { labels: found.labels, subsets: { file: path.basename(splitFile), rows: found.rows } };
  }
  return {
    labels:
      annotations === null
        ? null
        : await openAnnotationsOf(store, { ...request, target: annotations }, imagesDir),
    subsets: splitFile === null ? null : await subsetsOf(splitFile),
  };
}

async function openAnnotationsOf(
  store: ProjectStore,
  source: AnnotationSource,
  imagesDir: string | null,
): Promise<LabelSource> {
  const pictures =
    imagesDir === null ? projectPictures(store) : await pictureFolder(imagesDir, source.target);
  return openLabels(source, pictures);
}

async function subsetsOf(splitFile: string): Promise<ListedSubsets> {
  const { rows } = await readSplitFile(splitFile);
  return {
    file: path.basename(splitFile),
    rows: new Map(
      rows.map(({ image, subset, group }) => [image, { subset, group: group === image ? null : group }]),
    ),
  };
}

function projectPictures(store: ProjectStore): Pictures {
  const byPath = new Map(ownImages(store, {}).map((image) => [image.path, image]));
  return { paths: [...byPath.keys()], sizeOf: (picture) => Promise.resolve(byPath.get(picture)!) };
}

/** Names in split files may be composed in another way than on the disk. */
function importedIds({ idOf }: ImportedImages): (picture: string) => string | undefined {
  const ids = new Map(Array.from(idOf, ([picture, id]) => [picture.normalize('NFC'), id]));
  return (picture) => ids.get(picture.normalize('NFC'));
}

function ownIds(store: ProjectStore): (picture: string) => string | undefined {
  return (picture) => store.images.findByPath(picture)?.id;
}

/** A thread waits for the disk about as long as it computes. */
const THREADS_A_CORE = 2;

async function withPool<T>(work: (pool: ImagePool) => Promise<T>): Promise<T> {
  const pool = new ImagePool(THREADS_A_CORE * availableParallelism());
  try {
    return await work(pool);
  } finally {
    await pool.close();
  }
}

/** Single files that are broken are told of; where all are, nothing was imported. */
function requireAny({ added, known, refused }: ImportedImages, { images }: ImportRequest): void {
  if (added + known > 0) return;
  throw new BlemishError('input', {
    subject: images === null || refused.length === 0 ? (images ?? '') : `${images}, ${refused[0].path}`,
    problem: refused.length === 0 ? 'There is nothing to import' : refused[0].problem,
    remedy: 'None of the pictures can be used: choose others',
  });
}

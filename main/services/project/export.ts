import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { BlemishError } from '../../../app/domain/errors.ts';
import type { Rgb } from '../../../app/domain/class-colours.ts';
import type { SplitMember } from '../../../app/domain/split.ts';
import type { ListedImage } from '../../../app/domain/image-query.ts';
import { ALL_FORMATS } from '../../../app/formats/all-formats.ts';
import type {
  AnnotatedImage,
  AnnotationFormat,
  Annotations,
  FormatName,
} from '../../../app/formats/annotation-format.ts';
import { type FindingCount, FindingCounts } from '../../../app/formats/finding-counts.ts';
import { CLASS_NAMES_FILE, formatClassNames } from '../../../app/formats/indexed-png/class-names.ts';
import { OutputPaths } from '../../../app/formats/output-path.ts';
import { requireFree, writeFolder } from '../../files/staged-folder.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { layOutLabels } from './lay-out-labels.ts';
import { isLabelled, ownImages } from './own-images.ts';
import { absolutePath } from './project-paths.ts';
import { requireUnchanged } from './require-unchanged.ts';

/** Pictures, masks and a split file, as `train` reads folders. */
export const FOLDERS_FORMAT = 'images-masks-split';

export interface ExportRequest {
  readonly format: FormatName | typeof FOLDERS_FORMAT;
  readonly outDir: string;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Exported {
  readonly images: number;
  /** What the format cannot hold. */
  readonly findings: readonly FindingCount[];
}

/**
 * Writes the labels of all labelled images into a new folder, whole or not at all.
 * @throws {BlemishError} 'usage' where the folder is not empty, 'input' where nothing is labelled
 */
export async function exportProject(store: ProjectStore, request: ExportRequest): Promise<Exported> {
  await requireFree(request.outDir);
  const images = ownImages(store, {}).filter(isLabelled);
  if (images.length === 0) throw nothingLabelled(store);
  if (request.format === FOLDERS_FORMAT) {
    await requireUnchanged(store, images);
    return { images: await writeFolders(store, images, request), findings: [] };
  }
  const findings = await writeAnnotations(store, images, ALL_FORMATS[request.format], request);
  return { images: images.length, findings };
}

async function writeAnnotations(
  store: ProjectStore,
  images: readonly ListedImage[],
  format: AnnotationFormat,
  { outDir, onProgress }: ExportRequest,
): Promise<readonly FindingCount[]> {
  const findings = new FindingCounts();
  await writeFolder(outDir, async (write) => {
    let done = 0;
    for await (const file of format.write(annotationsOf(store, images), findings.report)) {
      await write(file.path, file.content);
      onProgress(++done, images.length);
    }
  });
  return findings.list;
}

function annotationsOf(store: ProjectStore, images: readonly ListedImage[]): Annotations {
  const nameOf = namesBelow(images);
  return {
    classes: store.classes.list().map(({ id, name, colour }) => ({ id, name, colour: rgbOf(colour) })),
    async *images(): AsyncGenerator<AnnotatedImage> {
      for (const { id, path: picture } of images) {
        const [annotation] = store.annotations.ofImage(id);
        yield await Promise.resolve({
          picture: nameOf(picture),
          labels: store.labelMaps.read(annotation.id),
        });
      }
    },
  };
}

/** Images' paths from the folder that all of them lie in. */
function namesBelow(images: readonly ListedImage[]): (imagePath: string) => string {
  const folders = images.map((image) => path.posix.dirname(image.path).split('/'));
  const [first] = folders;
  const depth = first.findIndex((name, at) => folders.some((folder) => folder[at] !== name));
  const common = first.slice(0, depth === -1 ? first.length : depth).join('/');
  return (imagePath) => path.posix.relative(common, imagePath);
}

function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

/**
 * images/, masks/ with their class names, split.csv, and settings that name the classes for `train --config`: of the
 * members of the newest split that a split file can name, or of all images as train ones.
 * @returns how many images
 */
async function writeFolders(
  store: ProjectStore,
  labelled: readonly ListedImage[],
  { outDir, onProgress }: ExportRequest,
): Promise<number> {
  const split = store.splits.list().at(0);
  const members = split === undefined ? labelled.map(trainMember) : store.splits.members(split.id);
  const subsets = new Map(members.map(({ imageId, subset }) => [imageId, subset]));
  subsets.forEach((subset, id) => {
    if (subset === 'calibration') subsets.delete(id);
  });
  const images = labelled.filter(({ id }) => subsets.has(id));
  const channels = store.classes.list().map(({ id }) => id);
  const stems = new OutputPaths();
  await writeFolder(outDir, async (write) => {
    const laidOut = images.map((image) => ({ image, subset: 'train' as const }));
    const nameOf = namesBelow(images);
    const names = new Map(images.map((image) => [image.id, stems.stemOf(nameOf(image.path))]));
    const list = await layOutLabels(store, laidOut, channels, (file, content) => {
      const id = path.posix.parse(file).name;
      return write(`masks/${names.get(id) ?? id}.png`, content);
    });
    const rows: string[] = [];
    for (const [index, image] of images.entries()) {
      const stem = names.get(image.id) ?? image.id;
      const file = stem + path.extname(image.path);
      const mask = list.items[index].mask === null ? '' : `${stem}.png`;
      await write(`images/${file}`, await readFile(absolutePath(store.place, image.path)));
      rows.push([file, mask, subsets.get(image.id) ?? '', image.partName ?? ''].map(quoted).join(','));
      onProgress(index + 1, images.length);
    }
    const byIndex = new Map([...list.classes.entries()].slice(1));
    await write(`masks/${CLASS_NAMES_FILE}`, formatClassNames(byIndex));
    await write('split.csv', ['image,mask,split,group', ...rows, ''].join('\n'));
    await write('settings.yaml', stringify({ model: { class_names: list.classes } }));
  });
  return images.length;
}

function trainMember({ id }: ListedImage): SplitMember {
  return { imageId: id, subset: 'train' };
}

function quoted(field: string): string {
  return /[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function nothingLabelled(store: ProjectStore): BlemishError {
  return new BlemishError('input', {
    subject: store.place.file,
    problem: 'No image of the project is labelled',
    remedy: 'Label some, or import their annotations',
  });
}

import path from 'node:path';
import type { AnnotatedImage } from '../../../app/formats/annotation-format.ts';
import { indexedPng } from '../../../app/formats/indexed-png/indexed-png.ts';
import { readClassNames } from '../../../app/formats/indexed-png/class-names.ts';
import { FindingCounts } from '../../../app/formats/finding-counts.ts';
import { preview } from '../../../app/formats/preview.ts';
import { encodeRuns } from '../../../app/mask/run-length-code.ts';
import { type DatasetItem, readDataset, readLabelMap } from '../../../native-models/data/dataset.ts';
import type { Subset } from '../../../app/domain/split.ts';
import { annotationFolder } from '../../files/annotation-folder.ts';
import { countingOnly, type LabelSource } from './label-source.ts';

/** Folders of pictures and masks that a split file joins, as `train` reads them. */
export interface SplitFolders {
  readonly imagesDir: string;
  readonly masksDir: string;
  readonly splitFile: string;
}

export interface SplitFileLabels {
  readonly labels: LabelSource;
  /** By path from the folder of pictures; the group is null for a picture that is its own. */
  readonly rows: ReadonlyMap<string, { readonly subset: Subset; readonly group: string | null }>;
}

/**
 * The label maps of a split file, what lies outside a region as 255. A list of class names beside indexed masks names
 * their classes.
 * @throws {BlemishError} 'input' at the first thing that is wrong, as `readDataset`
 */
export async function openSplitFileLabels(folders: SplitFolders): Promise<SplitFileLabels> {
  const names = await readClassNames(await annotationFolder(folders.masksDir));
  const { classes, items } = await readDataset({
    ...folders,
    ...(names !== null && { classes: listOf(names.byIndex) }),
  });
  const annotations = {
    classes: classes.slice(1).map((name, index) => ({ id: index + 1, name, colour: null })),
    async *images(): AsyncGenerator<AnnotatedImage> {
      for (const item of items) {
        yield { picture: pathOf(item, folders), labels: encodeRuns(await readLabelMap(item)) };
      }
    },
  };
  const pictures = {
    paths: items.map((item) => pathOf(item, folders)),
    sizeOf: (picture: string): Promise<DatasetItem> =>
      Promise.resolve(items.find((item) => pathOf(item, folders) === picture)!),
  };
  const counted = await preview(annotations, countingOnly(indexedPng), pictures, new FindingCounts());
  return {
    labels: {
      annotations,
      preview: counted,
      title: `Masks of ${path.basename(folders.splitFile)}`,
      tool: 'import of masks',
      close: () => undefined,
    },
    rows: new Map(
      items.map((item) => [
        pathOf(item, folders),
        { subset: item.subset, group: item.group === item.name ? null : item.group },
      ]),
    ),
  };
}

function pathOf({ imagePath }: DatasetItem, { imagesDir }: SplitFolders): string {
  return path.relative(path.resolve(imagesDir), imagePath).replaceAll(path.sep, '/');
}

function listOf(byIndex: ReadonlyMap<number, string>): string[] {
  const last = Math.max(0, ...byIndex.keys());
  return Array.from({ length: last + 1 }, (_, index) =>
    index === 0 ? 'background' : (byIndex.get(index) ?? `class ${index}`),
  );
}

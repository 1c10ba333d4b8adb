import { existsSync } from 'node:fs';
import { isAbsolute, relative, resolve } from 'node:path';
import type { Subset } from '../../app/domain/split.ts';
import type { Scale } from '../../app/mask/component-shape.ts';
import { IGNORE, type LabelMap } from '../../app/mask/label-map.ts';
import { outsideRegionIgnored } from '../../app/mask/region.ts';
import { checkClassIds, classIdOf, findClasses } from './dataset-classes.ts';
import { pairsOf, readDatasetList } from './dataset-list.ts';
import { datasetNotes } from './dataset-notes.ts';
import { decodeLabelMap, type MaskReading } from './decode-label-map.ts';
import { mapBounded } from './map-bounded.ts';
import { readRegion } from './region-file.ts';
import { FOREGROUND, type Pair, type ScannedPair, scanPair } from './scan-pair.ts';
import { readSplitFile, type SplitFile, type SplitRow, wrong } from './split-file.ts';

/** A picture of a data set with what its mask holds; plain data, without pixels. */
export interface DatasetItem {
  /** The image as the split file names it: unique in the data set. */
  readonly name: string;
  readonly imagePath: string;
  /** null: the picture is free of defects. */
  readonly maskPath: string | null;
  readonly maskReading: MaskReading;
  /** null: the whole picture is inspected. */
  readonly regionPath: string | null;
  /** null: it has no zones. */
  readonly zonesPath: string | null;
  readonly subset: Subset;
  /** What the class column says, also where the mask is empty. */
  readonly className: string | null;
  readonly group: string;
  readonly lot: string | null;
  /** px, upright. */
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly bitsStored: 8 | 16;
  readonly significantBits: number;
  /** px per mm; null where the source says none. */
  readonly scale: Scale | null;
  /** Pixels by class id inside the region, background included. */
  readonly classPixels: readonly number[];
  /** Pixels outside the region among them. */
  readonly ignoredPixels: number;
}

export interface Dataset {
  /** Path of the file that lists the pictures. */
  readonly splitFile: string;
  /** Names by class id; 0 is 'background'. */
  readonly classes: readonly string[];
  readonly items: readonly DatasetItem[];
  /** What a person should know about how the files were read. */
  readonly notes: readonly string[];
}

/** Folders of pictures and masks with a split file that joins them. */
export interface FolderSource {
  readonly imagesDir: string;
  readonly masksDir: string;
  readonly splitFile: string;
}

/** A list that says for each picture where it and its label map are (dataset-list.ts). */
export interface ListSource {
  readonly listFile: string;
}

export type DatasetSource = (FolderSource | ListSource) & {
  /** Class names by id, background first: a model's or `model.class_names`. Others are then refused. */
  readonly classes?: readonly string[] | undefined;
};

/** As many as Node has threads for sharp and for reading files. */
const FILES_AT_ONCE = 4;

/**
 * Reads a split file or a list and decodes every picture, mask and region it names once.
 *
 * Masks of folders are binary (white = the row's class) where the split file has a column `class` and the mask no palette;
 * else their values are class ids and 255 is ignored.
 *
 * @throws {BlemishError} 'input' at the first thing that is wrong, with file and remedy.
 */
export async function readDataset(source: DatasetSource): Promise<Dataset> {
  const found = await ('listFile' in source ? readList(source) : readFolders(source));
  const scanned = await mapBounded(found.pairs, FILES_AT_ONCE, (pair) => scanPair(pair, found.hasClasses));
  const classes = source.classes ?? found.classes ?? findClasses(scanned, found.file);
  const items = scanned.map((pair) => itemOf(pair, classes));
  return { splitFile: found.file, classes, items, notes: datasetNotes(scanned) };
}

interface FoundPairs {
  readonly file: string;
  readonly pairs: readonly Pair[];
  readonly hasClasses: boolean;
  /** Where the source itself names them. */
  readonly classes?: readonly string[];
}

async function readFolders(source: FolderSource): Promise<FoundPairs> {
  const split = await readSplitFile(source.splitFile);
  const pairs = split.rows.map((row) => locate(row, split, source));
  return { file: split.path, pairs, hasClasses: split.hasClasses };
}

async function readList({ listFile }: ListSource): Promise<FoundPairs> {
  const list = await readDatasetList(listFile);
  return { file: listFile, pairs: pairsOf(list, listFile), hasClasses: false, classes: list.classes };
}

/** The label map of an item: all background where it has no mask, 255 outside its region. */
export async function readLabelMap(item: DatasetItem): Promise<LabelMap> {
  const labels = await readMask(item);
  if (item.regionPath === null) return labels;
  return outsideRegionIgnored(labels, (await readRegion(item.regionPath, item)).region);
}

async function readMask({ maskPath, maskReading, width, height }: DatasetItem): Promise<LabelMap> {
  if (maskPath === null) return { width, height, data: new Uint8Array(width * height) };
  return (await decodeLabelMap(maskPath, maskReading)).labels;
}

function locate(row: SplitRow, split: SplitFile, { imagesDir, masksDir }: FolderSource): Pair {
  const find = (folder: string, name: string): string => findFile(folder, name, row.line, split.path);
  return {
    row,
    imagePath: find(imagesDir, row.image),
    maskPath: row.mask === null ? null : find(masksDir, row.mask),
    regionPath: row.region === null ? null : find(masksDir, row.region),
    zonesPath: row.zones === null ? null : find(masksDir, row.zones),
    scale: null,
  };
}

/** Systems differ in how they write letters with accents (composed or not), so all three spellings are tried. */
function findFile(folder: string, name: string, line: number, splitPath: string): string {
  const spellings = [name, name.normalize('NFC'), name.normalize('NFD')];
  if (!isInside(folder, resolve(folder, name))) {
    throw wrong(
      splitPath,
      `Line ${line} names "${name}", which lies outside ${folder}`,
      'Name files inside it.',
    );
  }
  const found = spellings.map((spelling) => resolve(folder, spelling)).find((path) => existsSync(path));
  if (found === undefined) {
    throw wrong(
      splitPath,
      `Line ${line} names "${name}", which is not in ${folder}`,
      'Correct the name, or put the file there.',
    );
  }
  return found;
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && !isAbsolute(way) && !/^\.\.(?:[\\/]|$)/.test(way);
}

function itemOf(pair: ScannedPair, classes: readonly string[]): DatasetItem {
  const { row, imagePath, maskPath, regionPath, zonesPath, scale, image, pixels } = pair;
  const { width, height, channels, bitsStored, significantBits } = image;
  return {
    name: row.image,
    imagePath,
    maskPath,
    regionPath,
    zonesPath,
    subset: row.subset,
    className: row.className,
    group: row.group,
    lot: row.lot,
    width,
    height,
    channels,
    bitsStored,
    significantBits,
    scale,
    ...(pair.maskKind === 'binary' ? binaryMask(pair, classes) : indexedMask(pair, classes)),
    ignoredPixels: pixels[IGNORE],
  };
}

type MaskContent = Pick<DatasetItem, 'maskReading' | 'classPixels'>;

function binaryMask(pair: ScannedPair, classes: readonly string[]): MaskContent {
  const classId = classIdOf(pair, classes);
  const classPixels = Array<number>(classes.length).fill(0);
  classPixels[0] = pair.pixels[0];
  classPixels[classId] += pair.pixels[FOREGROUND];
  return { maskReading: { kind: 'binary', classId }, classPixels };
}

function indexedMask(pair: ScannedPair, classes: readonly string[]): MaskContent {
  checkClassIds(pair, classes);
  return { maskReading: { kind: 'indexed' }, classPixels: pair.pixels.slice(0, classes.length) };
}

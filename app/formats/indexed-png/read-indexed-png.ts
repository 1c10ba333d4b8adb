import { type Rgb } from '../../domain/class-colours.ts';
import { BlemishError } from '../../domain/errors.ts';
import { BACKGROUND, IGNORE } from '../../mask/label-map.ts';
import type {
  AnnotatedImage,
  AnnotationClass,
  AnnotationFiles,
  Annotations,
  Pictures,
  Report,
} from '../annotation-format.ts';
import { MaskPictures } from '../mask-picture.ts';
import { withoutExtension } from '../match-picture.ts';
import { type ColourMapFile, readColourMaps } from '../png/colour-map-file.ts';
import { ColourClasses } from '../png/colour-classes.ts';
import { decodePng, type DecodedPng } from '../png/decode-png.ts';
import { classMaskPaths } from '../png/mask-folders.ts';
import { readObjectNumbers } from '../png/object-numbers.ts';
import { labelRuns } from '../png/label-runs.ts';
import { type ClassNames, readClassNames } from './class-names.ts';

/** The class ids of a mask's pixels, row-major. */
type ClassReader = (png: DecodedPng, path: string) => ArrayLike<number>;

/**
 * Reads indexed masks: each value (of a palette: each index, whatever its colour) is a class id, 255 is ignored.
 * Only where a colour map file says so do colours tell the classes.
 */
export async function readIndexedPng(
  files: AnnotationFiles,
  pictures: Pictures,
  report: Report,
): Promise<Annotations> {
  const masks = classMaskPaths(files.paths);
  const colourMap = await onlyColourMap(files);
  const { classes, read } =
    colourMap === null ? await byIndex(files, masks) : byColour(new ColourClasses(colourMap));
  return {
    classes,
    async *images(): AsyncGenerator<AnnotatedImage> {
      const found = new MaskPictures(pictures, report);
      for (const path of masks) {
        const png = await decodePng(await files.read(path), path);
        const classIds = read(png, path);
        const objects = await readObjectNumbers(files, path, png);
        const picture = await found.require([withoutExtension(path)], path, png);
        yield { picture, labels: labelRuns(classIds, objects, png) };
      }
    },
  };
}

async function onlyColourMap(files: AnnotationFiles): Promise<ColourMapFile | null> {
  const maps = await readColourMaps(files);
  if (maps.length < 2) return maps.at(0) ?? null;
  throw new BlemishError('input', {
    subject: maps[0].subject,
    problem: `There is a second colour map, ${maps[1].subject}`,
    remedy: 'Give a folder with one of them, and the masks that it is for.',
  });
}

interface ClassReading {
  readonly classes: AnnotationClass[];
  readonly read: ClassReader;
}

function byColour(colours: ColourClasses): ClassReading {
  return { classes: colours.classes, read: (png, path) => colours.classIdsOf(png, path) };
}

async function byIndex(files: AnnotationFiles, masks: readonly string[]): Promise<ClassReading> {
  const names = await readClassNames(files);
  const { used, palette } = await surveyed(files, names === null ? masks : masks.slice(0, 1));
  const ids = names === null ? used : [...names.byIndex.keys()];
  return {
    classes: ids.map((id) => ({
      id,
      name: names?.byIndex.get(id) ?? `class ${id}`,
      colour: palette?.[id] ?? null,
    })),
    read: (png, path) => {
      const indices = indicesOf(png, path);
      if (names !== null) requireNamed(indices, names, path);
      return indices;
    },
  };
}

interface Survey {
  /** The classes that the masks have. */
  readonly used: number[];
  /** That of the first mask. */
  readonly palette: readonly Rgb[] | null;
}

async function surveyed(files: AnnotationFiles, masks: readonly string[]): Promise<Survey> {
  const used = new Uint8Array(256);
  let palette: readonly Rgb[] | null = null;
  for (const path of masks) {
    const png = await decodePng(await files.read(path), path);
    if (path === masks[0]) palette = png.palette;
    for (const index of indicesOf(png, path)) used[index] = 1;
  }
  return { used: [...used.keys()].filter((index) => used[index] === 1 && isClass(index)), palette };
}

function isClass(index: number): boolean {
  return index !== BACKGROUND && index !== IGNORE;
}

function indicesOf({ values, channels, depth }: DecodedPng, path: string): Uint8Array {
  if (values instanceof Uint8Array && channels === 1) return values;
  throw new BlemishError('input', {
    subject: path,
    problem:
      channels === 1
        ? `The mask has ${depth} bits per value, where class ids have 8`
        : `The mask has ${channels} channels, where an indexed mask has one value per pixel`,
    remedy: 'Save it as 8-bit gray or with a palette, or put a colour map (JSON) beside it.',
  });
}

function requireNamed(indices: Uint8Array, { byIndex, subject }: ClassNames, path: string): void {
  const used = new Uint8Array(256);
  for (const index of indices) used[index] = 1;
  const unnamed = used.findIndex((isUsed, index) => isUsed === 1 && isClass(index) && !byIndex.has(index));
  if (unnamed === -1) return;
  throw new BlemishError('input', {
    subject: path,
    problem: `The mask has the value ${unnamed}, which ${subject} does not name`,
    remedy: 'Add its name in that line of the list (the first line is 0, the background).',
  });
}

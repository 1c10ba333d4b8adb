import { BlemishError } from '../../app/domain/errors.ts';
import { BACKGROUND, IGNORE } from '../../app/mask/label-map.ts';
import { FOREGROUND, type ScannedPair } from './scan-pair.ts';

const BACKGROUND_NAME = 'background';

/**
 * The class names of a data set, by class id. Of binary masks: the classes of the class column that label at least
 * one pixel, alphabetically. Of indexed masks: "class 1", ... up to the largest value.
 *
 * @throws {BlemishError} 'input' where masks of both kinds label pixels, or the split file names more than 254 classes.
 */
export function findClasses(pairs: readonly ScannedPair[], splitFile: string): string[] {
  const labelled = pairs.filter(hasDefect);
  const binary = labelled.find(({ maskKind }) => maskKind === 'binary');
  const indexed = labelled.find(({ maskKind }) => maskKind === 'indexed');
  if (binary !== undefined && indexed !== undefined) throw mixedKinds(binary, indexed);
  if (indexed !== undefined) return [BACKGROUND_NAME, ...numberedClasses(labelled)];
  const names = [...new Set(labelled.map(({ row }) => row.className ?? ''))].sort();
  if (names.length >= IGNORE) throw tooManyClasses(names.length, splitFile);
  return [BACKGROUND_NAME, ...names];
}

/** The class id of a binary mask's white pixels; background where it has none. */
export function classIdOf(pair: ScannedPair, classes: readonly string[]): number {
  if (!hasDefect(pair)) return BACKGROUND;
  const { className, line, image } = pair.row;
  const classId = className === null ? -1 : classes.indexOf(className);
  if (classId > 0) return classId;
  throw new BlemishError('input', {
    subject: pair.maskPath ?? image,
    problem:
      className === null
        ? `The mask shows a defect, and line ${line} of the split file names no class`
        : `The mask (line ${line} of the split file) shows a defect of the unknown class "${className}"`,
    remedy: `${knownClasses(classes)} Correct the class column, or ${TRAIN_WITH_IT}`,
  });
}

/** @throws {BlemishError} 'input' where an indexed mask holds a value that is no class id. */
export function checkClassIds(pair: ScannedPair, classes: readonly string[]): void {
  const unknown = pair.pixels.findIndex(
    (pixels, value) => pixels > 0 && value >= classes.length && value !== IGNORE,
  );
  if (unknown === -1) return;
  throw new BlemishError('input', {
    subject: pair.maskPath ?? pair.row.image,
    problem: `The mask (line ${pair.row.line} of the split file) holds the unknown class id ${unknown}`,
    remedy: `${knownClasses(classes)} Correct the mask, or ${TRAIN_WITH_IT}`,
  });
}

/** Whether any pixel of the mask inside the region belongs to a class. */
export function hasDefect({ maskKind, pixels }: ScannedPair): boolean {
  return maskKind === 'binary'
    ? pixels[FOREGROUND] > 0
    : pixels.some((count, value) => count > 0 && value > 0 && value !== IGNORE);
}

function numberedClasses(pairs: readonly ScannedPair[]): string[] {
  const largest = pairs.reduce(
    (most, { pixels }) =>
      Math.max(
        most,
        pixels.findLastIndex((count, value) => count > 0 && value !== IGNORE),
      ),
    0,
  );
  return Array.from({ length: largest }, (_, index) => `class ${index + 1}`);
}

const TRAIN_WITH_IT = 'train a model that knows the class (model.class_names in the settings).';

function knownClasses(classes: readonly string[]): string {
  const known = classes.slice(1).map((name, index) => `${index + 1} "${name}"`);
  return known.length === 0 ? 'No class is known.' : `Known are ${known.join(', ')}.`;
}

function mixedKinds(binary: ScannedPair, indexed: ScannedPair): BlemishError {
  return new BlemishError('input', {
    subject: indexed.maskPath ?? indexed.row.image,
    problem: `The mask has a palette of class ids, while ${binary.row.mask ?? ''} is a gray mask with a class column`,
    remedy: 'Save all masks in one of the two ways.',
  });
}

function tooManyClasses(count: number, splitFile: string): BlemishError {
  return new BlemishError('input', {
    subject: splitFile,
    problem: `The class column names ${count} classes of defects`,
    remedy: 'Join some: a label map holds 254.',
  });
}

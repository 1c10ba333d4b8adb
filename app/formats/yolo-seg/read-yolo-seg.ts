import { BlemishError } from '../../domain/errors.ts';
import { BACKGROUND } from '../../mask/label-map.ts';
import type { AnnotatedImage, AnnotationFiles, Annotations, Pictures, Report } from '../annotation-format.ts';
import { decodeText } from '../decode-text.ts';
import { objectValue } from '../label-canvas.ts';
import { matchPictures, withoutExtension } from '../match-picture.ts';
import { NamedClasses } from '../named-classes.ts';
import { ObjectPainter, turnedBox } from '../object-painter.ts';
import { readClassNames } from './class-names.ts';
import { beginsWithLabelRow, type LabelRow, parseLabelRows } from './label-rows.ts';
import { labelPaths } from './label-paths.ts';

/** Reads label files; each belongs to the picture with its stem, whose size it needs. */
export async function readYoloSeg(
  files: AnnotationFiles,
  pictures: Pictures,
  report: Report,
): Promise<Annotations> {
  const matcher = matchPictures(pictures.paths);
  const names = await readClassNames(files);
  const used = new Set<number>();
  const labelFiles: { path: string; picture: string }[] = [];
  for (const path of labelPaths(files)) {
    const picture = matcher.byStem(withoutExtension(path));
    const text = decodeText(await files.read(path), path);
    if (picture === null && text.trim() !== '' && !beginsWithLabelRow(text)) continue;
    for (const { classIndex, line } of parseLabelRows(text, path)) {
      if (names.size > 0 && !names.has(classIndex))
        throw unnamed(classIndex, names.size, `${path}, line ${line}`);
      used.add(classIndex);
    }
    if (picture === null) {
      report({ kind: 'unmatched', text: 'A label file without its picture is left out', subject: path });
    } else {
      labelFiles.push({ path, picture });
    }
  }
  refuseTwins(labelFiles);
  const classes = new NamedClasses('data.yaml');
  const ids = classIds(names, used, classes);
  return {
    classes: classes.list,
    async *images() {
      for (const { path, picture } of labelFiles) {
        const rows = parseLabelRows(decodeText(await files.read(path), path), path);
        yield painted(rows, ids, { path, picture, ...(await pictures.sizeOf(picture)) }, report);
      }
    },
  };
}

/** The ids of class numbers: of those that have names or, where none have, of those in use. */
function classIds(
  names: ReadonlyMap<number, string>,
  used: ReadonlySet<number>,
  classes: NamedClasses,
): Map<number, number> {
  const numbers = names.size > 0 ? [...names.keys()] : [...used].sort((a, b) => a - b);
  return new Map(numbers.map((number) => [number, classes.add(names.get(number) ?? `class ${number}`)]));
}

interface LabelledPicture {
  readonly path: string;
  readonly picture: string;
  readonly width: number;
  readonly height: number;
}

function painted(
  rows: readonly LabelRow[],
  ids: ReadonlyMap<number, number>,
  { path, picture, width, height }: LabelledPicture,
  report: Report,
): AnnotatedImage {
  const painter = new ObjectPainter({ width, height }, report);
  for (const [index, { line, classIndex, points }] of rows.entries()) {
    const place = `${path}, line ${line}`;
    const isBox = points.length === 4;
    if (isBox) painter.tell('changed', 'A box is read as a filled rectangle', place);
    const outline = isBox ? boxOutline(points) : points;
    const corners = outline.map((share, i) => share * (i % 2 === 0 ? width : height));
    painter.paintPolygon(corners, objectValue(ids.get(classIndex) ?? BACKGROUND, index + 1), place);
  }
  return { picture, labels: painter.labels() };
}

/** The outline of a row of boxes: centre, width and height. */
function boxOutline([x, y, width, height]: readonly number[]): number[] {
  return turnedBox({ x: x - width / 2, y: y - height / 2, width, height }, 0, [x, y]);
}

function unnamed(classIndex: number, count: number, subject: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: `There is no name for class ${classIndex}: the names are ${count}, counted from 0`,
    remedy: 'Add the name, or correct the class number',
  });
}

function refuseTwins(labelFiles: readonly { path: string; picture: string }[]): void {
  const paths = new Map<string, string>();
  for (const { path, picture } of labelFiles) {
    const other = paths.get(picture);
    if (other !== undefined) {
      throw new BlemishError('input', {
        subject: path,
        problem: `The picture ${picture} has another label file, ${other}`,
        remedy: 'Remove one of the two',
      });
    }
    paths.set(picture, path);
  }
}

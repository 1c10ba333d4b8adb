import { BlemishError } from '../../domain/errors.ts';

/** One object of a label file. */
export interface LabelRow {
  /** Counted from 1. */
  readonly line: number;
  /** From 0. */
  readonly classIndex: number;
  /** x and y in turn, 0 to 1 of the picture's width and height. */
  readonly points: readonly number[];
}

/** A share this far outside of 0 to 1 is no share: such files hold pixels. */
const FARTHEST_SHARE = 2;
const MOST_CLASSES = 10_000;

/**
 * Reads "class x1 y1 x2 y2 ..." line by line.
 * @throws {BlemishError} 'input' with the line, where it is none
 */
export function parseLabelRows(text: string, file: string): LabelRow[] {
  return text.split('\n').flatMap((content, index) => {
    const words = content.split(/\s+/).filter((word) => word !== '');
    return words.length === 0 ? [] : [rowOf(words, index + 1, file)];
  });
}

function rowOf([first, ...rest]: readonly string[], line: number, file: string): LabelRow {
  const refused = (problem: string): BlemishError =>
    new BlemishError('input', {
      subject: `${file}, line ${line}`,
      problem,
      remedy: 'Write a class number and points as shares of width and height: "0 0.1 0.1 0.2 0.1 0.2 0.3"',
    });
  const classIndex = Number(first);
  if (!/^\d+$/.test(first) || classIndex >= MOST_CLASSES)
    throw refused(`"${short(first)}" is no class number`);
  const wrong = rest.findIndex((word) => !isShare(word));
  if (wrong >= 0) throw refused(`Coordinate ${wrong + 1} is "${short(rest[wrong])}", no share from 0 to 1`);
  if (rest.length % 2 === 1) {
    throw refused(`There are ${rest.length} coordinates, where each point has two`);
  }
  return { line, classIndex, points: rest.map(Number) };
}

/** Whether a text begins as label files do, with a class number and coordinates. */
export function beginsWithLabelRow(text: string): boolean {
  return /^\s*\d+([ \t]+-?\d*\.?\d+(e-?\d+)?){2}/i.test(text);
}

/** Whether a text begins with an outline: three points or more, where boxes have four numbers. */
export function beginsWithOutline(text: string): boolean {
  return /^\s*\d+([ \t]+-?\d*\.?\d+(e-?\d+)?){6}/i.test(text);
}

function isShare(word: string): boolean {
  return /^[-+]?(\d|\.\d)/.test(word) && Math.abs(Number(word)) <= FARTHEST_SHARE;
}

function short(word: string): string {
  return word.length > 20 ? `${word.slice(0, 20)}...` : word;
}

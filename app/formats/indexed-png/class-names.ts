import { BlemishError } from '../../domain/errors.ts';
import { IGNORE } from '../../mask/label-map.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import { decodeText } from '../decode-text.ts';
import { IGNORE_NAME, isBackgroundName, tooManyClasses } from '../named-classes.ts';
import { parseLabelMap } from '../png/voc-label-map.ts';

/** The files that tools write beside indexed masks, a class a line. */
const FILE_NAMES = [
  'class_names.txt',
  'classification.txt',
  'classes.txt',
  'labels.txt',
  'labelmap.txt',
] as const;
export const CLASS_NAMES_FILE = FILE_NAMES[0];

export interface ClassNames {
  /** The file that says them. */
  readonly subject: string;
  /** Index to name, without the background; indices may be left out. */
  readonly byIndex: ReadonlyMap<number, string>;
}

/**
 * The class names of indexed masks, from the list nearest to the top folder; null where there is none. A list that
 * begins with the background (or labelme's "__ignore__", then it) counts it as 0, another begins with class 1.
 *
 * @throws {BlemishError} 'input' with the line, where a name comes twice, or there are more than 254.
 */
export async function readClassNames(files: AnnotationFiles): Promise<ClassNames | null> {
  const subject = files.paths
    .filter((path) => (FILE_NAMES as readonly string[]).includes(path.split('/').at(-1) ?? ''))
    .sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))
    .at(0);
  if (subject === undefined) return null;
  const text = decodeText(await files.read(subject), subject);
  const colourMap = parseLabelMap(text);
  const names = colourMap === null ? namesOf(text) : colourMap.map(({ name }) => name);
  return { subject, byIndex: indexed(names, subject) };
}

/** Writes the list that `readClassNames` reads: line i names index i, empty where no class has it. */
export function formatClassNames(byIndex: ReadonlyMap<number, string>): string {
  const last = Math.max(0, ...byIndex.keys());
  const lines = Array.from({ length: last + 1 }, (_, index) =>
    index === 0 ? '_background_' : (byIndex.get(index) ?? ''),
  );
  return `${lines.join('\n')}\n`;
}

function namesOf(text: string): string[] {
  const names = text.split(/\r?\n/).map((line) => line.trim());
  return names[0] === IGNORE_NAME ? names.slice(1) : names;
}

function indexed(names: readonly string[], subject: string): ReadonlyMap<number, string> {
  const byIndex = new Map<number, string>();
  const seen = new Set<string>();
  const first = names.length > 0 && isBackgroundName(names[0]) ? 0 : 1;
  for (const [line, name] of names.entries()) {
    const index = line + first;
    if (index === 0 || name === '') continue;
    if (index >= IGNORE) throw tooManyClasses(subject);
    if (seen.has(name)) {
      throw new BlemishError('input', {
        subject,
        problem: `Line ${line + 1}: the class "${name}" stands here a second time`,
        remedy: 'Give each class a name of its own.',
      });
    }
    seen.add(name);
    byIndex.set(index, name);
  }
  return byIndex;
}

import { z } from 'zod';
import { BlemishError } from '../../domain/errors.ts';
import { readYaml } from '../../settings/yaml-source.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import { decodeText } from '../decode-text.ts';

const Name = z.union([z.string(), z.number().transform(String)]);
const DataFile = z.object({
  names: z.union([z.array(Name), z.record(z.string().regex(/^\d+$/), Name)]),
});

/** data.yaml of Ultralytics, classes.txt of labelImg, obj.names of Darknet. */
export function isNamesFile(path: string): boolean {
  return isDataFile(path) || /(^|\/)classes\.txt$|\.names$/i.test(path);
}

/**
 * The names of the classes by their number.
 * @throws {BlemishError} 'input' where the file that should tell them cannot be read
 */
export async function readClassNames(files: AnnotationFiles): Promise<ReadonlyMap<number, string>> {
  const found = files.paths.filter(isNamesFile);
  const path = found.find(isDataFile) ?? found.at(0);
  if (path === undefined) return new Map();
  const text = decodeText(await files.read(path), path);
  return isDataFile(path) ? namesInYaml(text, path) : new Map(linesOf(text).entries());
}

function isDataFile(path: string): boolean {
  return /(^|\/)(data|dataset|coco[^/]*)\.ya?ml$/i.test(path);
}

function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => line.trim());
}

function namesInYaml(text: string, path: string): Map<number, string> {
  const { value, problems } = readYaml(text);
  const first = problems.at(0);
  if (first !== undefined) {
    throw new BlemishError('input', {
      subject: `${path}, line ${first.line}`,
      problem: first.reason,
      remedy: 'Correct this line',
    });
  }
  const result = DataFile.safeParse(value);
  if (!result.success) {
    throw new BlemishError('input', {
      subject: path,
      problem: 'There is no list of class names under "names"',
      remedy: 'Write one, such as "names: [scratch, dent]"',
    });
  }
  const { names } = result.data;
  return new Map(Object.entries(names).map(([index, name]) => [Number(index), name]));
}

import { z } from 'zod';
import { BlemishError } from '../domain/errors.ts';
import { type KeyPath, suggestKey } from './key-suggestion.ts';
import { type Problem, type YamlSource, readYaml } from './yaml-source.ts';

/** A configuration with every key written out is about 3,000 characters. */
const MAX_CHARACTERS = 64 * 1024;
const MAX_PROBLEMS_SHOWN = 10;

/** What a YAML file has to be. */
export interface YamlKind<T> {
  /** Named in the error. */
  readonly fileName: string;
  /** As in "this is too long for a ...". */
  readonly what: string;
  /** As in "Name a YAML file such as ...". */
  readonly example: string;
  readonly schema: z.ZodType<T>;
  /** Known keys, for what an unknown one may have meant. */
  readonly keyPaths: readonly KeyPath[];
  /** What the file's value, an empty group where it has none, is laid over. */
  readonly complete: (value: unknown) => unknown;
}

/** @throws BlemishError (input) with the line, the key and the reason of everything that is wrong */
export function parseYaml<T>(text: string, kind: YamlKind<T>): T {
  const { fileName, what, example, schema } = kind;
  if (text.length > MAX_CHARACTERS) {
    throw new BlemishError('input', {
      subject: fileName,
      problem: `this is too long for a ${what} (${text.length} characters)`,
      remedy: `Name a YAML file such as ${example}`,
    });
  }
  const source = readYaml(text);
  if (source.problems.length > 0) throw refusal(kind, source.problems);
  const value = kind.complete(source.value ?? {});
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw refusal(
    kind,
    result.error.issues.flatMap((issue) => problemsOf(issue, value, source, kind.keyPaths)),
  );
}

function refusal({ fileName, what }: YamlKind<unknown>, problems: readonly Problem[]): BlemishError {
  const lines = [...new Set(problems.toSorted((a, b) => a.line - b.line).map(inWords))];
  const hidden = lines.length - MAX_PROBLEMS_SHOWN;
  const shown = hidden > 0 ? [...lines.slice(0, MAX_PROBLEMS_SHOWN), `and ${hidden} more`] : lines;
  return new BlemishError('input', {
    subject: fileName,
    problem: shown.length === 1 ? shown[0] : [`this ${what} cannot be used`, ...shown].join('\n  '),
    remedy: lines.length === 1 ? 'Correct this line' : 'Correct these lines',
  });
}

function inWords({ line, reason }: Problem): string {
  return `line ${line}: ${reason}`;
}

function problemsOf(
  issue: z.core.$ZodIssue,
  root: unknown,
  source: YamlSource,
  keyPaths: readonly KeyPath[],
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return {
        line: source.lineOf(path),
        reason: `unknown key ${keyName(path)} (${suggestKey(issue.path, key, keyPaths)})`,
      };
    });
  }
  const conflict = conflictParameters.safeParse(issue);
  if (conflict.success) {
    const involved = [issue.path, ...conflict.data.params.related];
    const path = involved.find((candidate) => source.has(candidate)) ?? issue.path;
    return [{ line: source.lineOf(path), reason: `${keyName(issue.path)} ${issue.message}` }];
  }
  const value = inYaml(valueAt(root, issue.path));
  return [
    { line: source.lineOf(issue.path), reason: `${keyName(issue.path)} ${issue.message}, not ${value}` },
  ];
}

/** What a conflict between keys carries (consistency.ts). */
const conflictParameters = z.object({ params: z.object({ related: z.array(z.array(z.string())) }) });

function keyName(path: readonly PropertyKey[]): string {
  return path.length === 0 ? 'the file' : shortened(path.join('.'));
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (isGroup(value) || Array.isArray(value) ? Reflect.get(value, step) : undefined),
    root,
  );
}

function inYaml(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  return shortened(typeof value === 'number' ? String(value) : JSON.stringify(value));
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

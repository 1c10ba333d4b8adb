import { z } from 'zod';
import { BlemishError } from '../domain/errors.ts';
import { suggestKey } from './key-suggestion.ts';
import { DEFAULT_SETTINGS, trainingSettingsSchema } from './training-settings.ts';
import type { TrainingSettings } from './training-settings.ts';
import { readYaml } from './yaml-source.ts';
import type { Problem, YamlSource } from './yaml-source.ts';

/** A configuration with every key written out is about 3,000 characters. */
const MAX_CHARACTERS = 64 * 1024;
const MAX_PROBLEMS_SHOWN = 10;

/**
 * Reads a training configuration. Keys that the text leaves out are those of `base`; groups are merged key by key,
 * lists are replaced.
 * @param fileName named in the error
 * @throws BlemishError (input) with the line, the key and the reason of everything that is wrong
 */
export function parseSettings(
  text: string,
  fileName: string,
  base: TrainingSettings = DEFAULT_SETTINGS,
): TrainingSettings {
  if (text.length > MAX_CHARACTERS) {
    throw new BlemishError('input', {
      subject: fileName,
      problem: `this is too long for a training configuration (${text.length} characters)`,
      remedy: 'Name a YAML file such as a preset',
    });
  }
  const source = readYaml(text);
  if (source.problems.length > 0) throw refusal(fileName, source.problems);
  const merged = merge(base, source.value ?? {});
  const result = trainingSettingsSchema.safeParse(merged);
  if (result.success) return result.data;
  throw refusal(
    fileName,
    result.error.issues.flatMap((issue) => problemsOf(issue, merged, source)),
  );
}

function refusal(fileName: string, problems: readonly Problem[]): BlemishError {
  const lines = [...new Set(problems.toSorted((a, b) => a.line - b.line).map(inWords))];
  const hidden = lines.length - MAX_PROBLEMS_SHOWN;
  const shown = hidden > 0 ? [...lines.slice(0, MAX_PROBLEMS_SHOWN), `and ${hidden} more`] : lines;
  return new BlemishError('input', {
    subject: fileName,
    problem: shown.length === 1 ? shown[0] : ['these settings cannot be used', ...shown].join('\n  '),
    remedy: lines.length === 1 ? 'Correct this line' : 'Correct these lines',
  });
}

function inWords({ line, reason }: Problem): string {
  return `line ${line}: ${reason}`;
}

function problemsOf(issue: z.core.$ZodIssue, merged: unknown, source: YamlSource): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return {
        line: source.lineOf(path),
        reason: `unknown key ${keyName(path)} (${suggestKey(issue.path, key)})`,
      };
    });
  }
  const conflict = conflictParameters.safeParse(issue);
  if (conflict.success) {
    const involved = [issue.path, ...conflict.data.params.related];
    const path = involved.find((candidate) => source.has(candidate)) ?? issue.path;
    return [{ line: source.lineOf(path), reason: `${keyName(issue.path)} ${issue.message}` }];
  }
  const value = inYaml(valueAt(merged, issue.path));
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

function merge(base: unknown, changes: unknown): unknown {
  if (!isGroup(base) || !isGroup(changes)) return changes;
  const changed = Object.entries(changes).map(([key, value]): [string, unknown] => [
    key,
    Object.hasOwn(base, key) ? merge(base[key], value) : value,
  ]);
  return Object.fromEntries([...Object.entries(base), ...changed]);
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

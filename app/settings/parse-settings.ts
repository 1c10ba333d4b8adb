import { keyPathsOf } from './key-suggestion.ts';
import { DEFAULT_SETTINGS, trainingSettingsSchema } from './training-settings.ts';
import type { TrainingSettings } from './training-settings.ts';
import { parseYaml } from './parse-yaml.ts';

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
  return parseYaml(text, {
    fileName,
    what: 'training configuration',
    example: 'a preset',
    schema: trainingSettingsSchema,
    keyPaths: KEY_PATHS,
    complete: (value) => merge(base, value),
  });
}

const KEY_PATHS = keyPathsOf(trainingSettingsSchema);

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

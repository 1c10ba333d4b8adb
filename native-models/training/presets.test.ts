import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { BlemishError } from '../../app/domain/errors.ts';
import { DEFAULT_PRESET, PRESET_NAMES } from '../../app/settings/preset-names.ts';
import { DEFAULT_SETTINGS } from '../../app/settings/training-settings.ts';
import { loadPreset } from './presets.ts';

test.each(PRESET_NAMES)('%s says why wherever it differs from the brief, and names nothing else', (name) => {
  const { text } = loadPreset(name);
  for (const line of text.split('\n').filter((line) => /^\s*\w+: [^#\s]/.test(line))) {
    expect(line).toMatch(/ # \w/);
  }
  for (const [path, value] of leaves(parse(text))) {
    expect.soft(value, path.join('.')).not.toEqual(valueAt(DEFAULT_SETTINGS, path));
  }
});

test.each(PRESET_NAMES)('%s trains compact from random weights', (name) => {
  const { model } = loadPreset(name).settings;
  expect(model).toMatchObject({ encoder: 'compact', encoder_frozen: false });
});

test('quick is shorter than compact, which is what no name means', () => {
  const epochs = (name: string): number => loadPreset(name).settings.training.num_epochs;
  expect(epochs('quick')).toBeLessThan(epochs('compact'));
  expect(DEFAULT_PRESET).toBe('compact');
});

test.each(['', 'Quick', '../presets/quick', 'toString'])('there is no preset named %j', (name) => {
  const load = (): unknown => loadPreset(name);
  expect(load).toThrow(BlemishError);
  expect(load).toThrow('Name one of quick, compact');
});

function leaves(value: unknown, path: string[] = []): [string[], unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

function valueAt(root: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => Reflect.get(Object(value) as object, key), root);
}

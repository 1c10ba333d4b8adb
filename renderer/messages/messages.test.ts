import { readFileSync, globSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { z } from 'zod';

const folder = import.meta.dirname;
const renderer = path.dirname(folder);

const messagesSchema = z.record(z.string(), z.union([z.string(), z.array(z.unknown())]));
const languages = ['en', 'de', 'zh'] as const;
const messages = Object.fromEntries(
  languages.map((language) => [
    language,
    messagesSchema.parse(JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8'))),
  ]),
);
const names = Object.keys(messages.en);

test.each(languages)('%s has every message, in the same order', (language) => {
  expect(Object.keys(messages[language])).toEqual(names);
});

test.each(names)('%s names the same things in every language', (name) => {
  const parameters = (language: string): string[] =>
    [...new Set(JSON.stringify(messages[language][name]).match(/(?<=\{)[a-z]+(?=\})/g))].toSorted();
  for (const language of languages) expect(parameters(language)).toEqual(parameters('en'));
});

const sources = globSync('**/*.{svelte,ts}', { cwd: renderer }).filter((file) => !file.endsWith('.test.ts'));

test('every message is used', () => {
  const text = sources.map((file) => readFileSync(path.join(renderer, file), 'utf8')).join('\n');
  expect(names.filter((name) => !new RegExp(`\\bm\\.${name}\\b`).test(text))).toEqual([]);
});

test.each(sources.filter((file) => file.endsWith('.svelte')))('%s has no text of its own', (file) => {
  expect(
    literalTexts(parse(readFileSync(path.join(renderer, file), 'utf8'), { modern: true }).fragment),
  ).toEqual([]);
});

/** What a person reads or hears. */
const READ_ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt', 'label', 'text', 'hint', 'description'];

function literalTexts(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(literalTexts);
  if ('type' in node && node.type === 'Text' && 'data' in node) {
    const text = String(node.data).trim();
    return /\p{L}/u.test(text) ? [text] : [];
  }
  if ('type' in node && node.type === 'Attribute' && 'name' in node && 'value' in node) {
    return READ_ATTRIBUTES.includes(String(node.name)) ? literalTexts(node.value) : [];
  }
  return Object.entries(node).flatMap(([key, value]) => (key === 'parent' ? [] : literalTexts(value)));
}

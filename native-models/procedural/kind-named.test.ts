import { expect, test } from 'vitest';
import { kindNamed } from './kind-named.ts';

test.each([
  ['Scratch', 'scratch'],
  ['deep_scratches', 'scratch'],
  ['MT_Crack', 'crack'],
  ['Haarriss', 'crack'],
  ['Riss', 'crack'],
  ['表面划痕', 'scratch'],
  ['Blowhole', 'blowhole'],
  ['Break', 'chip'],
  ['Uneven', 'uneven'],
  ['Dust', 'dust'],
  ['Rundown', 'uneven'],
  ['oil-stain', 'stain'],
  ['Prune', null],
  ['run', 'uneven'],
  ['Class 7', null],
  ['', null],
])('%s tells of %s', (name, kind) => {
  expect(kindNamed(name)).toBe(kind);
});

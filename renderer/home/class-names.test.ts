import { expect, test } from 'vitest';
import { classNames } from './class-names.ts';

test.each([
  ['', []],
  ['Scratch', ['Scratch']],
  ['Scratch, Pore ;Dent,', ['Scratch', 'Pore', 'Dent']],
  ['划痕，气孔、凹坑', ['划痕', '气孔', '凹坑']],
  ['Pore\nPore', ['Pore']],
])('%j names %j', (text, names) => {
  expect(classNames(text)).toEqual(names);
});

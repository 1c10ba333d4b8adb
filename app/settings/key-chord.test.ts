import { expect, test } from 'vitest';
import { chordOf, isTyped, type KeyPress } from './key-chord.ts';

const press = (key: string, code: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test.each([
  ['a letter', press('b', 'KeyB'), 'B'],
  ['with Caps Lock', press('B', 'KeyB'), 'B'],
  ['Z where a German keyboard has it', press('z', 'KeyY', { ctrlKey: true }), 'Ctrl+Z'],
  ['all modifiers in one order', press('D', 'KeyD', { shiftKey: true, ctrlKey: true }), 'Ctrl+Shift+D'],
  ['Command of a Mac', press('k', 'KeyK', { metaKey: true }), 'Ctrl+K'],
  ['a digit that Alt changes on a Mac', press('¡', 'Digit1', { altKey: true }), 'Alt+1'],
  ['a digit that Shift changes', press('!', 'Digit1', { shiftKey: true }), 'Shift+1'],
  ['a letter that Alt changes on a Mac', press('†', 'KeyT', { altKey: true }), 'Alt+T'],
  ['? of an American keyboard', press('?', 'Slash', { shiftKey: true }), '?'],
  ['? of a German keyboard', press('?', 'Minus', { shiftKey: true }), '?'],
  ['a bracket', press('[', 'BracketLeft'), '['],
  ['the space bar', press(' ', 'Space'), 'Space'],
  ['a named key', press('ArrowLeft', 'ArrowLeft', { shiftKey: true }), 'Shift+ArrowLeft'],
])('%s', (_, pressed, chord) => {
  expect(chordOf(pressed)).toBe(chord);
});

test('a modifier alone is no chord', () => {
  expect(chordOf(press('Shift', 'ShiftLeft', { shiftKey: true }))).toBeNull();
});

test('what writes text is told from what does not', () => {
  expect(['B', '?', 'Shift+B', 'Ctrl+K', 'Alt+1', 'F1'].map(isTyped)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

import { expect, test } from 'vitest';
import { fuzzyFind, fuzzyScore } from './fuzzy.ts';

const COMMANDS = ['Go to Dataset', 'Go to Train', 'Change theme', 'Open a project ...', 'Start training'];
const find = (typed: string): string[] => fuzzyFind(typed, COMMANDS, (text) => text);

test('nothing typed leaves all as they are', () => {
  expect(find('')).toEqual(COMMANDS);
});

test('the first letters of words find it', () => {
  expect(find('gtd')[0]).toBe('Go to Dataset');
  expect(find('theme')).toEqual(['Change theme']);
});

test('a whole word comes before scattered letters', () => {
  expect(find('train').slice(0, 2).toSorted()).toEqual(['Go to Train', 'Start training']);
});

test('letters that are not there find nothing', () => {
  expect(fuzzyScore('xyz', 'Go to Dataset')).toBeNull();
});

test('spaces and case do not count', () => {
  expect(find('OPEN pro')).toEqual(['Open a project ...']);
});

test('a beginning of a word that leads nowhere hides no other match', () => {
  expect(fuzzyScore('to', 'sto t')).not.toBeNull();
});

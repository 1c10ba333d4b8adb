import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { matchPaths, type PathFields } from './match-paths.ts';
import { parsePathPattern } from './path-pattern.ts';

const read = (pattern: string, path: string): PathFields | undefined =>
  matchPaths(parsePathPattern(pattern), [path, 'never.txt']).fields.get(path);

describe('reading', () => {
  test.each([
    ['{lot}/{part}_{view}.png', 'A7/12_top.png', { lot: 'A7', part: '12', view: 'top' }],
    ['{any}/{part}.{any}', '2026/part 1.tiff', { part: 'part 1' }],
    ['{part}-{lighting}-{channel}.jpg', '1-dark-r.jpg', { part: '1', lighting: 'dark', channel: 'r' }],
    ['{part}/{part}_{view}.png', 'a_b/a_b_c.png', { part: 'a_b', view: 'c' }],
    ['批次{lot}/{part}.png', '批次七/零件.png', { lot: '七', part: '零件' }],
    ['{part}_ä.png', 'x_a\u0308.png', { part: 'x' }],
  ])('%s of %s', (pattern, path, fields) => {
    expect(read(pattern, path)).toEqual(fields);
  });

  test('a path that does not match is told apart', () => {
    const { fields, unmatched } = matchPaths(parsePathPattern('{lot}/{part}.png'), [
      'A/1.png',
      '1.png',
      'A/b/1.png',
      'A/1.jpg',
    ]);
    expect([...fields.keys()]).toEqual(['A/1.png']);
    expect(unmatched).toEqual(['1.png', 'A/b/1.png', 'A/1.jpg']);
  });

  test('what was written by the pattern is read back, where no field holds what parts it', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,6}$/);
    fc.assert(
      fc.property(name, name, name, (lot, part, view) => {
        expect(read('{lot}/{part}_{view}.png', `${lot}/${part}_${view}.png`)).toEqual({ lot, part, view });
      }),
    );
  });

  test('a hostile name of 300 characters costs little', () => {
    const path = `${'_'.repeat(300)}.jpg`;
    const pattern = parsePathPattern('{any}_{any}_{any}_{any}_{any}_{part}.png');
    expect(() => matchPaths(pattern, [path])).toThrow('matches none of 1 paths');
  });
});

describe('refused', () => {
  test.each([
    ['{lot}{part}.png', 'In the pattern {lot} and {part} touch'],
    ['{batch}/{part}.png', 'The pattern has {batch}, which is no field'],
    ['{part.png', 'The pattern has {part.png, which is no field'],
    ['{any}/*.png', 'The pattern names nothing to read from a path'],
    ['../{part}.png', 'The pattern has an empty folder name, "." or ".."'],
    ['/{part}.png', 'The pattern has an empty folder name, "." or ".."'],
  ])('the pattern %s', (pattern, message) => {
    expect(() => parsePathPattern(pattern)).toThrow(message);
  });

  test('a path that can be read in two ways, with both', () => {
    expect(() => read('{part}_{view}.png', 'a_b_c.png')).toThrow(
      'a_b_c.png: By the pattern {part}_{view}.png its part may be "a" or "a_b". Write more of the name',
    );
  });

  test('a pattern that matches nothing, with an example', () => {
    expect(() => matchPaths(parsePathPattern('{lot}/{part}.png'), ['a.png', 'b.png'])).toThrow(
      '{lot}/{part}.png: The pattern matches none of 2 paths, such as a.png.',
    );
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asFileName, OutputPaths } from './output-path.ts';

test.each([
  ['a/b.c.png', 'a/b.c'],
  ['../../etc/passwd.png', 'etc/passwd'],
  ['C:\\data\\ü 1.tif', 'data/ü 1'],
  ['/a/./b.png', 'a/b'],
  ['..', '_'],
  ['a?/b*.png', 'a_/b_'],
])('%s is written under %s', (picture, stem) => {
  expect(new OutputPaths().stemOf(picture)).toBe(stem);
});

test('two pictures of one path are refused', () => {
  const paths = new OutputPaths();
  paths.stemOf('a/B.png');
  expect(() => paths.stemOf('A/b.jpg')).toThrow('the same file name as that of a/B.png');
});

test('whatever the name, it stays in the folder and is one part', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(new OutputPaths().stemOf(text)).not.toMatch(/^\/|^[A-Za-z]:|(^|\/)\.\.?(\/|$)|[\\:*?"<>|]/);
      expect(asFileName(text)).toMatch(/[^. ]$/);
      expect(asFileName(text)).not.toContain('/');
    }),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchPictures, withoutExtension } from './match-picture.ts';

test('an exact path wins over everything', () => {
  expect(matchPictures(['a.png', 'b/a.png']).byName('a.png')).toBe('a.png');
});

test('a path of another folder or system', () => {
  const { byName } = matchPictures(['train/0001.png', 'train/0002.png']);
  expect(byName('0001.png')).toBe('train/0001.png');
  expect(byName('C:\\data\\tiles\\0002.png')).toBe('train/0002.png');
  expect(byName('/home/anna/images/train/0001.png')).toBe('train/0001.png');
  expect(byName('../images/0001.png')).toBe('train/0001.png');
});

test('the longest common path end decides, and a tie is no match', () => {
  const { byName } = matchPictures(['Test/img0.jpg', 'Train/img0.jpg']);
  expect(byName('images/Train/img0.jpg')).toBe('Train/img0.jpg');
  expect(byName('img0.jpg')).toBeNull();
});

test('case and Unicode form do not matter, but decide a tie', () => {
  expect(matchPictures(['Öl.PNG']).byName('o\u0308l.png')).toBe('Öl.PNG');
  const { byName } = matchPictures(['a/Tile.png', 'b/tile.png']);
  expect(byName('tile.png')).toBe('b/tile.png');
});

test('by stem, with another extension', () => {
  const { byStem } = matchPictures(['images/train/1.jpg', 'images/val/1.jpg', 'images/a.b.tif']);
  expect(byStem('labels/val/1')).toBe('images/val/1.jpg');
  expect(byStem('a.b')).toBe('images/a.b.tif');
  expect(byStem('a')).toBeNull();
});

test('the extension is that of the last part alone', () => {
  expect(withoutExtension('a.b/c')).toBe('a.b/c');
  expect(withoutExtension('a.b/c.d.png')).toBe('a.b/c.d');
});

test('whatever the name, the answer is one of the pictures or none', () => {
  const path = fc
    .array(fc.string({ maxLength: 4 }), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.join('/'));
  fc.assert(
    fc.property(fc.array(path), path, (paths, name) => {
      const found = matchPictures(paths).byName(name);
      expect(found === null || paths.includes(found)).toBe(true);
    }),
  );
});

import { expect, test } from 'vitest';
import { outputStems } from './output-stems.ts';

test('a picture gives its name to its outputs', () => {
  expect(outputStems(['a/Prüfling 1.jpg', 'b/磁瓦.v2.tiff'], 'out')).toEqual(['Prüfling 1', '磁瓦.v2']);
});

test('pictures of one name do not overwrite each other', () => {
  const images = ['a/x.png', 'b/x.png', 'b/X.jpg', 'c/x-2.png', 'c/U\u0308.png', 'c/\u00fc.png'];
  expect(outputStems(images, 'out')).toEqual(['x', 'x-2', 'X-3', 'x-2-2', 'U\u0308', '\u00fc-2']);
});

test('nor does the label map of one replace the overlay of another', () => {
  expect(outputStems(['a/x.png', 'a/x.overlay.png'], 'out')).toEqual(['x', 'x.overlay-2']);
});

test('the folder of the pictures is refused', () => {
  expect(() => outputStems(['a/x.png'], './a/')).toThrow(/Choose another folder/);
});

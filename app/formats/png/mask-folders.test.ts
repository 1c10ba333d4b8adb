import { expect, test } from 'vitest';
import { withoutMasks } from './mask-folders.ts';

test.each<[string, string[], string[]]>([
  [
    'masks in the folders of VOC',
    ['JPEGImages/1.jpg', 'SegmentationClass/1.png', 'SegmentationObject/1.png'],
    ['JPEGImages/1.jpg'],
  ],
  ['masks of Cityscapes', ['leftImg8bit/a.png', 'gtFine/a_color.png'], ['leftImg8bit/a.png']],
  ['masks beside their pictures', ['1.jpg', '1.png', '2.png'], ['1.jpg', '2.png']],
  ['nothing but a folder called masks', ['masks/1.png'], ['masks/1.png']],
])('%s', (_, paths, pictures) => {
  expect(withoutMasks(paths)).toEqual(pictures);
});

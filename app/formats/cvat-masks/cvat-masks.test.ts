import { expect, test } from 'vitest';
import { encode } from 'fast-png';
import { classRows, filesOf, gather, picturesOf } from '../annotations.testing.ts';
import { cvatMasks } from './cvat-masks.ts';

const LABEL_MAP = '# label:color_rgb:parts:actions\nbackground:0,0,0::\na:b:10,20,30::\ncrack:200,0,0:p:q\n';
const size = { width: 3, height: 1 };

test('colours tell the classes, in true colour as by palette', async () => {
  const files = filesOf({
    'labelmap.txt': LABEL_MAP,
    'SegmentationClass/rgb.png': encode({
      ...size,
      channels: 3,
      data: Uint8Array.of(10, 20, 30, 200, 0, 0, 224, 224, 192),
    }),
    'SegmentationClass/sub/palette.png': encode({
      ...size,
      channels: 1,
      data: Uint8Array.of(0, 5, 6),
      palette: [[200, 0, 0], [], [], [], [], [10, 20, 30], [0, 0, 0]].map((one) =>
        one.length > 0 ? one : [9, 9, 9],
      ),
    }),
    'SegmentationObject/rgb.png': encode({
      ...size,
      channels: 3,
      data: Uint8Array.of(128, 0, 0, 0, 128, 0, 224, 224, 192),
    }),
  });
  const read = await gather(cvatMasks, files, picturesOf({}));
  expect(read.classes).toEqual([
    { id: 1, name: 'a:b', colour: [10, 20, 30] },
    { id: 2, name: 'crack', colour: [200, 0, 0] },
  ]);
  expect(read.images.map(({ labels }) => classRows(labels)[0])).toEqual(['12#', '21.']);
});

test('a colour of no class is refused with its pixel', async () => {
  const files = filesOf({
    'labelmap.txt': LABEL_MAP,
    'SegmentationClass/a.png': encode({
      ...size,
      channels: 3,
      data: Uint8Array.of(0, 0, 0, 1, 2, 3, 0, 0, 0),
    }),
  });
  await expect(gather(cvatMasks, files, picturesOf({}))).rejects.toThrow(
    'SegmentationClass/a.png, x 1, y 0: The colour 1,2,3 is that of no class in labelmap.txt',
  );
});

test('without a label map it is not of this format', async () => {
  const files = filesOf({ 'labelmap.txt': 'background\ncrack\n', 'SegmentationClass/a.png': '' });
  expect(await cvatMasks.recognises(files)).toBe(false);
  await expect(gather(cvatMasks, files, picturesOf({}))).rejects.toThrow(
    'There is no labelmap.txt with lines',
  );
});

import { expect, test } from 'vitest';
import { encode } from 'fast-png';
import { classOf, instanceOf, type RunLengthMap } from '../../mask/run-length-map.ts';
import { classRows, filesOf, gather, picturesOf } from '../annotations.testing.ts';
import { hasInterop, interop } from '../../../tests/interop.ts';
import { indexedPng } from './indexed-png.ts';

const size = { width: 4, height: 1 };

test.each([
  [1, [0b01010000], '.1.1'],
  [2, [0b00011011], '.123'],
  [4, [0x0f, 0x25], '.525'],
  [8, [0, 150, 1, 255], '.01#'],
] as const)('%i-bit values are class ids', async (depth, data, row) => {
  const files = filesOf({ 'a.png': encode({ ...size, channels: 1, depth, data: Uint8Array.from(data) }) });
  const { images } = await gather(indexedPng, files, picturesOf({ 'x/a.jpg': [4, 1] }));
  expect(images.map(({ picture, labels }) => [picture, classRows(labels)[0]])).toEqual([['x/a.jpg', row]]);
});

test.each([
  ['with the background', '_background_\na\n\nc\n', [1, 3]],
  ["labelme's, with __ignore__", '__ignore__\n_background_\na\nb\nc\n', [1, 2, 3]],
  ['without the background', 'a\nb\r\nc', [1, 2, 3]],
  ['with colours', 'background:0,0,0::\na:1,2,3::\nb:3,4,5::\nc:9,9,9::', [1, 2, 3]],
])('a list of names %s', async (_, list, ids) => {
  const mask = encode({ ...size, channels: 1, data: Uint8Array.of(0, 1, 3, 255) });
  const files = filesOf({ 'masks/a.png': mask, 'classes.txt': list });
  const { classes } = await gather(indexedPng, files, picturesOf({}));
  expect(classes.map(({ id }) => id)).toEqual(ids);
  expect(classes.at(-1)?.name).toBe('c');
});

test.each([
  [
    'an index without a name',
    { 'a.png': encode({ ...size, channels: 1, data: Uint8Array.of(0, 1, 3, 2) }), 'classes.txt': 'a\nb' },
    'a.png: The mask has the value 3, which classes.txt does not name',
  ],
  [
    'a name given twice',
    { 'a.png': encode({ ...size, channels: 1, data: new Uint8Array(4) }), 'classes.txt': 'a\nb\na' },
    'classes.txt: Line 3: the class "a" stands here a second time',
  ],
  [
    'too many names',
    { 'classes.txt': Array.from({ length: 300 }, (_, i) => `c${i}`).join('\n') },
    'classes.txt: There are more than 254 classes',
  ],
  [
    'colours without a colour map',
    { 'a.png': encode({ ...size, channels: 3, data: new Uint8Array(12) }) },
    'a.png: The mask has 3 channels, where an indexed mask has one value per pixel',
  ],
  [
    '16 bits',
    { 'a.png': encode({ ...size, channels: 1, depth: 16, data: new Uint16Array(4) }) },
    'a.png: The mask has 16 bits per value',
  ],
  [
    'an object mask of another size',
    {
      'SegmentationClass/a.png': encode({ ...size, channels: 1, data: new Uint8Array(4) }),
      'SegmentationObject/a.png': encode({ width: 1, height: 1, channels: 1, data: new Uint8Array(1) }),
    },
    'SegmentationObject/a.png: The object mask is 1x1 px, its class mask 4x1',
  ],
])('%s is refused', async (_, contents, message) => {
  await expect(gather(indexedPng, filesOf(contents), picturesOf({}))).rejects.toThrow(message);
});

test("X-AnyLabeling's colour map names the colours", async () => {
  const mask = encode({
    ...size,
    channels: 3,
    data: Uint8Array.of(0, 0, 0, 128, 64, 128, 5, 5, 5, 50, 50, 50),
  });
  const rgb = { type: 'rgb', colors: { Road: [128, 64, 128], Pole: [5, 5, 5], Wall: [50, 50, 50] } };
  const files = filesOf({ 'a.png': mask, 'map.json': JSON.stringify(rgb) });
  expect(await indexedPng.recognises(files)).toBe(true);
  const { classes, images } = await gather(indexedPng, files, picturesOf({}));
  expect(classes.map(({ name }) => name)).toEqual(['Road', 'Pole', 'Wall']);
  expect(classRows(images[0].labels)).toEqual(['.123']);

  const grays = { type: 'grayscale', colors: { Wall: 50, Train: 50, Pole: 5 } };
  const grayMask = encode({ ...size, channels: 1, data: Uint8Array.of(0, 5, 5, 50) });
  await expect(
    gather(indexedPng, filesOf({ 'a.png': grayMask, 'map.json': JSON.stringify(grays) }), picturesOf({})),
  ).rejects.toThrow('a.png, x 3, y 0: The colour 50,50,50 is that of "Wall" and "Train" in map.json');
});

/** Pixels of each class and instance. */
function counts({ lengths, values }: RunLengthMap): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [run, value] of values.entries()) {
    const key = `${classOf(value)}/${instanceOf(value)}`;
    sums[key] = (sums[key] ?? 0) + lengths[run];
  }
  return sums;
}

// The numbers are numpy's counts of the files' values as PIL reads them.
test.skipIf(!hasInterop)("labelme's VOC folders", async () => {
  const files = interop('voc_indexed_png/labelme_voc');
  expect(await indexedPng.recognises(files)).toBe(true);
  const { classes, images, findings } = await gather(
    indexedPng,
    files,
    picturesOf({
      'JPEGImages/2011_000003.jpg': [500, 338],
      'JPEGImages/2011_000006.jpg': [500, 375],
      'JPEGImages/2011_000025.jpg': [500, 375],
    }),
  );
  expect(findings).toEqual([]);
  expect(classes.length).toBe(20);
  expect(classes[4]).toEqual({ id: 5, name: 'bottle', colour: [128, 0, 128] });
  expect(counts(images[0].labels)).toEqual({
    '0/0': 125787,
    '5/1': 873,
    '15/1': 15662,
    '15/2': 17218,
    '255/0': 9460,
  });
});

test.skipIf(!hasInterop)("ISAT's semantic and instance masks", async () => {
  const files = interop('indexed_png_isat');
  expect(await indexedPng.recognises(files)).toBe(true);
  const { classes, images } = await gather(
    indexedPng,
    files,
    picturesOf({ 'images/000000002592.jpg': [640, 366] }),
  );
  expect(classes.map(({ name }) => name)).toContain('giraffe');
  expect(images[1].picture).toBe('images/000000002592.jpg');
  expect(counts(images[1].labels)).toEqual({ '0/0': 12291, '2/1': 19377, '4/1': 30252, '7/1': 172320 });
});

test.skipIf(!hasInterop)("Datumaro's colour masks with dataset_meta.json", async () => {
  const files = interop('datumaro_assets/tests/assets/common_semantic_segmentation_dataset/dataset');
  expect(await indexedPng.recognises(files)).toBe(true);
  const { classes, images } = await gather(indexedPng, files, picturesOf({}));
  expect(classes.map(({ name }) => name)).toEqual(['Animal', 'Archway', 'Bicyclist', 'Child', 'Road']);
  expect(images.map(({ labels }) => classRows(labels)[0])).toEqual(['33533', '11144']);
});

test.skipIf(!hasInterop)("X-AnyLabeling's 2-bit palette of 36 million pixels", async () => {
  const files = interop('color_mask_xanylabeling');
  const alone = filesOf({ 'color_mask.png': await files.read('color_mask.png') }, 2 ** 20);
  const { classes, images } = await gather(indexedPng, alone, picturesOf({}));
  expect(classes.map(({ colour }) => colour)).toEqual([
    [255, 212, 212],
    [212, 212, 255],
  ]);
  expect(counts(images[0].labels)).toEqual({ '0/0': 23385007, '1/0': 7999423, '2/0': 4208218 });
});

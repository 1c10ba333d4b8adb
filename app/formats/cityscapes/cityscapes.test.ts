import { expect, test } from 'vitest';
import { encode } from 'fast-png';
import { labelValue } from '../../mask/run-length-map.ts';
import { drawn } from '../../mask/label-map.testing.ts';
import {
  annotationsOf,
  classRows,
  filesOf,
  gather,
  picturesOf,
  runLengthsOf,
  written,
} from '../annotations.testing.ts';
import { hasInterop, interop } from '../../../tests/interop.ts';
import { cityscapes } from './cityscapes.ts';

const gray = { width: 5, height: 1, channels: 1 } as const;

test('instance ids are class * 1000 + n, and win over label ids', async () => {
  const files = filesOf({
    'gtFine/train/x/x_1_gtFine_labelIds.png': encode({ ...gray, data: Uint8Array.of(0, 0, 0, 0, 0) }),
    'gtFine/train/x/x_1_gtFine_instanceIds.png': encode({
      ...gray,
      depth: 16,
      data: Uint16Array.of(26000, 26001, 26, 7, 255),
    }),
  });
  const read = await gather(
    cityscapes,
    files,
    picturesOf({ 'leftImg8bit/train/x/x_1_leftImg8bit.png': [5, 1] }),
  );
  expect(read.findings).toEqual([]);
  expect(read.images[0].picture).toBe('leftImg8bit/train/x/x_1_leftImg8bit.png');
  expect([...read.images[0].labels.values]).toEqual([labelValue(26, 1), labelValue(26, 2), 26, 7, 255]);
  expect(read.classes.find(({ id }) => id === 26)?.name).toBe('car');
});

test('an id of no class is refused', async () => {
  const files = filesOf({
    'a_gtFine_labelIds.png': encode({ ...gray, data: Uint8Array.of(0, 34, 0, 0, 0) }),
  });
  await expect(gather(cityscapes, files, picturesOf({}))).rejects.toThrow(
    'a_gtFine_labelIds.png: The mask has the value 34, which is of no known class',
  );
});

test('instances past the 64 classes of 16 bits are lost, which is said', async () => {
  const labels = runLengthsOf({ ...drawn('1.'), data: Uint8Array.of(65, 64) }, 1);
  const classes = [64, 65].map((id) => ({ id, name: `c${id}`, colour: null }));
  const { findings } = await written(cityscapes, annotationsOf(classes, [{ picture: 'a.png', labels }]));
  expect(findings.map(({ kind, subject }) => [kind, subject])).toEqual([['lost', 'a.png']]);
});

test.skipIf(!hasInterop)('the files of Datumaro', async () => {
  const files = interop('datumaro_assets/tests/assets/cityscapes_dataset/dataset/gtFine');
  expect(await cityscapes.recognises(files)).toBe(true);
  const { images } = await gather(cityscapes, files, picturesOf({}));
  expect(images.map(({ labels }) => classRows(labels)[0])).toEqual(['33777', '11233', '33433', '31133']);
});

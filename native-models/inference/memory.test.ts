import { expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { requireMemory, requireResizable } from './memory.ts';

const GIB = 2 ** 30;

test('a picture that does not fit is refused with its size and what would fit', () => {
  const refused = (): void => {
    requireMemory({ width: 16_000, height: 16_000 }, 1, 6, 4 * GIB);
  };
  expect(refused).toThrow(BlemishError);
  expect(refused).toThrow(
    'a prediction of 16000 x 16000 px in 6 classes needs 12.4 GiB of memory, 4.0 GiB are available. ' +
      'Cut the picture into parts of at most 9000 px a side, or end other programs.',
  );
});

test('the parts it asks for fit', () => {
  expect(() => {
    requireMemory({ width: 9000, height: 9000 }, 1, 6, 4 * GIB);
  }).not.toThrow();
});

test.each([
  [1, 1],
  [30_000, 40],
])('%i x %i px fit here', (width, height) => {
  expect(() => {
    requireMemory({ width, height }, 3, 6);
  }).not.toThrow();
});

test('a picture too large to be resized is refused with what would do', () => {
  expect(() => {
    requireResizable({ width: 12_000, height: 12_000 }, 3);
  }).toThrow(
    '12000 x 12000 px in 3 channels are too many to be resized at once. ' +
      'Cut the picture into parts of at most 9400 px a side, or train with data.scale_mode: tiles.',
  );
  expect(() => {
    requireResizable({ width: 9400, height: 9400 }, 3);
  }).not.toThrow();
});

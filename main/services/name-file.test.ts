import { expect, test } from 'vitest';
import { BlemishError } from '../../app/domain/errors.ts';
import { namingFile } from './name-file.ts';

const details = { problem: 'it has 5 channels', remedy: 'Give another' };

test('an error without a subject gets the file, its kind stays', async () => {
  const failing = namingFile('a.png', () => Promise.reject(new BlemishError('resource', details)));
  await expect(failing).rejects.toMatchObject({
    kind: 'resource',
    message: 'a.png: it has 5 channels. Give another.',
  });
});

test.each([new BlemishError('input', { ...details, subject: 'CPU' }), new Error('a defect')])(
  'any other error stays as it is: %s',
  async (error) => {
    await expect(namingFile('a.png', () => Promise.reject(error))).rejects.toBe(error);
  },
);

test('a result passes through', async () => {
  expect(await namingFile('a.png', () => Promise.resolve(1))).toBe(1);
});

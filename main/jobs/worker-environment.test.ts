import { expect, test } from 'vitest';
import { workerEnvironment } from './worker-environment.ts';

const HOST = {
  PATH: '/bin',
  HOME: '/home/a',
  LC_ALL: 'C',
  NODE_OPTIONS: '--inspect',
  NODE_CHANNEL_FD: '3',
  AWS_SECRET_ACCESS_KEY: 'x',
  LD_LIBRARY_PATH: '/elsewhere',
  LD_PRELOAD: '/evil.so',
};

test('keys, options of Node and libraries of others stay out', () => {
  expect(workerEnvironment(HOST, [], 'linux')).toEqual({ PATH: '/bin', HOME: '/home/a', LC_ALL: 'C' });
});

test.each([
  ['linux', { LD_LIBRARY_PATH: '/cuda:/cudnn' }],
  ['darwin', { DYLD_LIBRARY_PATH: '/cuda:/cudnn' }],
] as const)('on %s its libraries have a variable of their own', (platform, expected) => {
  expect(workerEnvironment(HOST, ['/cuda', '/cudnn'], platform)).toMatchObject({ ...expected, PATH: '/bin' });
});

test('on Windows libraries come before the programs, whatever the case of the name', () => {
  expect(workerEnvironment({ Path: 'C:\\bin', SystemRoot: 'C:\\Windows' }, ['D:\\cuda'], 'win32')).toEqual({
    Path: 'D:\\cuda;C:\\bin',
    SystemRoot: 'C:\\Windows',
  });
});

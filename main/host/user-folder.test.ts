import { expect, test } from 'vitest';
import { userFolder } from './user-folder.ts';

test.each([
  ['linux', {}, '/home/anna', '/home/anna/.local/share/blemish'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/home/anna', '/data/blemish'],
  ['linux', { XDG_DATA_HOME: 'relative' }, '/home/anna', '/home/anna/.local/share/blemish'],
  ['darwin', { XDG_DATA_HOME: '/data' }, '/Users/anna', '/Users/anna/Library/Application Support/Blemish'],
  ['win32', { APPDATA: 'D:\\Roaming' }, 'C:\\Users\\anna', 'D:\\Roaming\\Blemish'],
  ['win32', {}, 'C:\\Users\\anna', 'C:\\Users\\anna\\AppData\\Roaming\\Blemish'],
] as const)('on %s with %j', (platform, env, home, folder) => {
  expect(userFolder(env, platform, home)).toBe(folder);
});

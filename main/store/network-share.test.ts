import { expect, test } from 'vitest';
import { isNetworkMount, isOnNetwork, isUncPath } from './network-share.ts';

test('paths of shares on Windows, as typed and as a mapped drive resolves', () => {
  expect(['\\\\server\\share\\paint', '//server/share', '\\\\?\\UNC\\server\\share'].map(isUncPath)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['C:\\paint', '\\\\?\\C:\\paint', '\\\\.\\C:', 'D:\\\\a'].map(isUncPath)).toEqual(
    Array(4).fill(false),
  );
});

test('what macOS mounts: the longest mount point that holds the folder counts', () => {
  const mounts = [
    '/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)',
    '//anna@server/line on /Volumes/line 2 (smbfs, nodev, nosuid, mounted by anna)',
    '/dev/disk9s1 on /Volumes/line 2/inner (apfs, local)',
  ].join('\n');
  expect(isNetworkMount(mounts, '/Volumes/line 2/paint')).toBe(true);
  expect(isNetworkMount(mounts, '/Volumes/line 2/inner/paint')).toBe(false);
  expect(isNetworkMount(mounts, '/Volumes/line 20')).toBe(false);
  expect(isNetworkMount(mounts, '/Users/anna/paint')).toBe(false);
});

test('the folder of this test is on this computer', () => {
  expect(isOnNetwork(import.meta.dirname)).toBe(false);
});

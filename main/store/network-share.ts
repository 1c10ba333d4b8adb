import { realpathSync, statfsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';

/**
 * Whether a folder lies on a network share. There, memory cannot be shared between computers, as SQLite's write-ahead
 * log needs (https://sqlite.org/wal.html).
 */
export function isOnNetwork(folder: string): boolean {
  switch (process.platform) {
    case 'win32':
      return isUncPath(realpathSync.native(folder));
    case 'darwin':
      return isNetworkMount(execFileSync('/sbin/mount', { encoding: 'utf8' }), realpathSync(folder));
    default:
      return NETWORK_TYPES.has(statfsSync(folder).type >>> 0);
  }
}

/** `f_type` of statfs(2) on Linux: NFS, SMB, CIFS, SMB 2, 9P, Ceph, AFS, Coda, and FUSE, which sshfs uses. */
const NETWORK_TYPES: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x00c36400, 0x5346414f, 0x73757245, 0x65735546,
]);

/** A mapped drive's real path is of this form too. */
export function isUncPath(path: string): boolean {
  return /^[\\/]{2}(?![.?][\\/])|^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path);
}

/** @param mounts what macOS's `mount` prints: "//user@host/share on /Volumes/share (smbfs, ...)" */
export function isNetworkMount(mounts: string, folder: string): boolean {
  const holding = mounts
    .split('\n')
    .map((line) => / on (\/.*) \(([a-z0-9]+)/.exec(line))
    .filter((mount) => mount !== null)
    .filter(([, point]) => point === '/' || `${folder}/`.startsWith(`${point}/`))
    .sort(([, a], [, b]) => b.length - a.length);
  return ['nfs', 'smbfs', 'afpfs', 'webdav'].includes(holding.at(0)?.[2] ?? '');
}

import { homedir } from 'node:os';
import path from 'node:path';

/** Where a program keeps what belongs to a person and to no project. */
export function userFolder(
  { APPDATA, XDG_DATA_HOME }: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
  home = homedir(),
): string {
  if (platform === 'win32')
    return path.win32.join(APPDATA ?? path.win32.join(home, 'AppData', 'Roaming'), 'Blemish');
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Blemish');
  // The XDG specification has relative paths ignored.
  const isUsable = XDG_DATA_HOME !== undefined && path.posix.isAbsolute(XDG_DATA_HOME);
  return path.posix.join(isUsable ? XDG_DATA_HOME : path.posix.join(home, '.local', 'share'), 'blemish');
}

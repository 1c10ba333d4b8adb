import path from 'node:path';

/** What a worker may know of the environment: where things are and how people write here. No keys, no options of Node. */
const KEPT =
  /^(PATH|HOME|USER|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|WINDIR|TMPDIR|TMP|TEMP|TZ|LANG|LC_\w+|XDG_RUNTIME_DIR|DISPLAY|WAYLAND_DISPLAY|CUDA_VISIBLE_DEVICES|VK_ICD_FILENAMES)$/i;

/** The environment of a worker process, with folders of shared libraries put in front of the system's. */
export function workerEnvironment(
  environment: Readonly<NodeJS.ProcessEnv>,
  libraryPath: readonly string[],
  platform: NodeJS.Platform = process.platform,
): Record<string, string> {
  const kept = Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => KEPT.test(entry[0]) && entry[1] !== undefined,
    ),
  );
  if (libraryPath.length === 0) return kept;
  const variable = libraryVariable(kept, platform);
  const before = variable in kept ? [kept[variable]] : [];
  const delimiter = platform === 'win32' ? path.win32.delimiter : path.posix.delimiter;
  return { ...kept, [variable]: [...libraryPath, ...before].join(delimiter) };
}

/** Windows looks for libraries where it looks for programs, under whichever case the name has. */
function libraryVariable(kept: Readonly<Record<string, string>>, platform: NodeJS.Platform): string {
  if (platform === 'win32') return Object.keys(kept).find((name) => name.toUpperCase() === 'PATH') ?? 'Path';
  return platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
}

/** Label Studio puts eight digits before the name of what is uploaded: "e97d4735-tile.jpg". */
const UPLOAD_HASH = /^[0-9a-f]{8}-/;

/**
 * The names that a picture may have, from what a task says of it: a path, an upload, an address, or
 * "/data/local-files/?d=folder/tile.jpg": as they stand, then without the digits of an upload.
 */
export function pictureNames(sources: readonly string[]): string[] {
  const paths = sources.map(pathOf).filter((path) => path !== '');
  return [...new Set([...paths, ...paths.map(withoutHash)])];
}

function pathOf(source: string): string {
  const local = /[?&]d=([^&#]*)/.exec(source);
  const path =
    local === null ? source.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[?#].*$/, '') : local[1];
  return decoded(path).replace(/^\/+/, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function withoutHash(path: string): string {
  const end = path.lastIndexOf('/') + 1;
  return path.slice(0, end) + path.slice(end).replace(UPLOAD_HASH, '');
}

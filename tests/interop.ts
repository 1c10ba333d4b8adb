import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AnnotationFiles } from '../app/formats/annotation-format.ts';
import { filesOf } from '../app/formats/annotations.testing.ts';

const INTEROP = resolve(import.meta.dirname, '../../shared/data/interop');
export const hasInterop = existsSync(INTEROP);
if (!hasInterop) process.stderr.write(`skipped: no files of other tools at ${INTEROP}\n`);

/** A folder of files that other tools made. */
export function interop(folder: string): AnnotationFiles {
  const root = join(INTEROP, folder);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(root.length + 1)
      .replaceAll('\\', '/'),
  );
  return filesOf(
    Object.fromEntries(paths.map((path) => [path, new Uint8Array(readFileSync(join(root, path)))])),
    2 ** 16,
  );
}

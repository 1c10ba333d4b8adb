import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../../app/domain/errors.ts';
import { withoutMasks } from '../../../app/formats/png/mask-folders.ts';
import { decodeText } from '../../../app/formats/decode-text.ts';
import { PICTURE_PATTERNS, walkFolder } from '../../images/walk-folder.ts';
import type { ProjectPlace } from '../../store/project-place.ts';

/** Picture files to import. */
export interface FoundPictures {
  readonly root: string;
  /** From the root, with '/'. */
  readonly paths: readonly string[];
  /** What was passed over, with the reason in words. */
  readonly refused: readonly { readonly path: string; readonly problem: string }[];
}

/** Folders of a project that hold no pictures of its own. */
const OWN_FOLDERS = ['runs', 'cache', 'backups'];

/**
 * The pictures that a path means: those of a folder and below, without masks; one file; or those that a text file
 * (.txt) lists, a path a line from its own folder.
 * @param patterns of paths from the folder; null for all pictures
 * @throws {BlemishError} 'input' where there are none, or the list names files outside its folder
 */
export async function findPictures(
  target: string,
  patterns: readonly string[] | null,
  place: ProjectPlace,
): Promise<FoundPictures> {
  const kind = await stat(target).catch((cause: unknown) => {
    throw new BlemishError('input', {
      subject: target,
      problem: 'There is no such file or folder',
      remedy: 'Check the path',
      advice: 'check-images-path',
      cause,
    });
  });
  const found = kind.isDirectory()
    ? await picturesBelow(target, patterns ?? PICTURE_PATTERNS, place)
    : target.toLowerCase().endsWith('.txt')
      ? await listedPictures(target)
      : { root: path.dirname(await realpath(target)), paths: [path.basename(target)], refused: [] };
  if (found.paths.length > 0) return found;
  throw refused(
    target,
    patterns === null ? 'There are no pictures' : `No picture matches ${patterns.join(', ')}`,
    'Name a folder with PNG, JPEG, TIFF or WebP files, or other patterns',
  );
}

async function picturesBelow(
  folder: string,
  patterns: readonly string[],
  place: ProjectPlace,
): Promise<FoundPictures> {
  const { files, refused: passedOver } = await walkFolder(folder, patterns);
  const root = await realpath(folder);
  const own = path.relative(root, await realpath(place.folder)).replaceAll(path.sep, '/');
  const isOwn = (file: string): boolean =>
    OWN_FOLDERS.some((name) => file.startsWith(own === '' ? `${name}/` : `${own}/${name}/`));
  const paths = files.map((file) => file.path).filter((file) => !isOwn(file));
  return { root, paths: withoutMasks(paths), refused: passedOver };
}

async function listedPictures(list: string): Promise<FoundPictures> {
  const root = path.dirname(await realpath(list));
  const lines = decodeText(await readFile(list), list).split(/\r?\n/);
  const paths = new Set<string>();
  for (const [index, line] of lines.entries()) {
    const name = line.trim();
    if (name === '') continue;
    const real = await realpath(path.resolve(root, name)).catch((cause: unknown) => {
      throw refused(list, `Line ${index + 1} names "${name}", which is not there`, 'Correct the line', cause);
    });
    const relative = path.relative(root, real);
    if (path.isAbsolute(relative) || relative === '..' || relative.startsWith(`..${path.sep}`)) {
      throw refused(
        list,
        `Line ${index + 1} names "${name}", which lies outside ${root}`,
        'Name files inside it',
      );
    }
    paths.add(relative.replaceAll(path.sep, '/'));
  }
  return { root, paths: [...paths], refused: [] };
}

function refused(subject: string, problem: string, remedy: string, cause?: unknown): BlemishError {
  return new BlemishError('input', { subject, problem, remedy, cause });
}

import { BlemishError } from '../domain/errors.ts';
import { withoutExtension } from './match-picture.ts';

/**
 * The paths under which pictures' files are written: relative, never leaving the folder, no two the same (not even
 * where capital and small letters are one).
 */
export class OutputPaths {
  readonly #pictures = new Map<string, string>();

  /**
   * A file's path from its picture's, without the extension. To be asked once for each picture.
   *
   * @throws {BlemishError} 'input' where another picture has the same.
   */
  stemOf(picture: string): string {
    const stem = withoutExtension(insideFolder(picture));
    const key = stem.normalize('NFC').toLowerCase();
    const other = this.#pictures.get(key);
    if (other !== undefined) {
      throw new BlemishError('input', {
        subject: picture,
        problem: `Its annotation would have the same file name as that of ${other}`,
        remedy: 'Rename one of the two pictures.',
      });
    }
    this.#pictures.set(key, picture);
    return stem;
  }
}

/** One folder or file name out of any text: what some system forbids in names becomes "_". */
export function asFileName(text: string): string {
  const name = Array.from(text, (sign) => (isAllowed(sign) ? sign : '_')).join('');
  return /^[. ]*$/.test(name) || /[. ]$/.test(name) ? `${name}_` : name;
}

function isAllowed(sign: string): boolean {
  return sign >= ' ' && !'<>:"|?*\\/'.includes(sign);
}

/** The path without drive, root, and steps upwards, as annotation files of another system may have them. */
function insideFolder(path: string): string {
  const parts = path
    .replace(/^[A-Za-z]:/, '')
    .split(/[\\/]/)
    .filter((part) => !['', '.', '..'].includes(part));
  return parts.length === 0 ? '_' : parts.map(asFileName).join('/');
}

import { withoutExtension } from '../match-picture.ts';
import { classFolder, classMaskPaths } from '../png/mask-folders.ts';

/** A picture's mask of one class. */
export interface ListedMask {
  /** null: the picture is free of defects. */
  readonly mask: string | null;
  readonly className: string;
  /** Paths that the picture may have, without extension, the likeliest first. */
  readonly pictureStems: readonly string[];
  /** File, and place in it. */
  readonly place: string;
}

/** The class of masks that no folder names. */
export const UNNAMED_CLASS = 'defect';
const SUFFIX = /[-_. ](mask|gt|label|labels|seg|annotation)$/i;

/** Masks by their folders: the last folder that is not one of "masks", "train" and the like names the class. */
export function masksByFolder(paths: readonly string[]): ListedMask[] {
  return classMaskPaths(paths).map((mask) => ({
    mask,
    className: classFolder(mask) ?? UNNAMED_CLASS,
    pictureStems: pictureStemsOf(mask),
    place: mask,
  }));
}

/** The mask's own path, or that without "_mask" and the like at its end. */
function pictureStemsOf(mask: string): string[] {
  const stem = withoutExtension(mask);
  const short = stem.replace(SUFFIX, '');
  return short === stem ? [stem] : [stem, short];
}

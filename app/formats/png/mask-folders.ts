import { withoutExtension } from '../match-picture.ts';

/** Folders of class masks, as tools name them, the surest first. */
const MASK_FOLDERS: readonly (readonly string[])[] = [
  ['SegmentationClass'],
  ['semantic'],
  ['mask', 'masks', 'label', 'labels', 'annotation', 'annotations', 'gt', 'ground_truth'],
];
/** Folders of pictures, and of masks that number objects. */
const OTHER_FOLDERS: readonly string[] = [
  'SegmentationObject',
  'instance',
  'JPEGImages',
  'image',
  'images',
  'imgs',
  'leftImg8bit',
];
/** Where the object mask of a class mask lies. */
const OBJECT_FOLDERS: Readonly<Record<string, string | undefined>> = {
  SegmentationClass: 'SegmentationObject',
  semantic: 'instance',
};

/** Where no picture lies. */
const NO_PICTURE_FOLDERS: ReadonlySet<string> = new Set([
  ...MASK_FOLDERS.flat(),
  ...['SegmentationObject', 'instance', 'gtFine', 'gtCoarse'],
]);

const SUBSET_FOLDERS = ['train', 'training', 'trainval', 'val', 'valid', 'validation', 'test'];
/** Folders that say nothing of a mask's class, in small letters. */
const NEUTRAL_FOLDERS: ReadonlySet<string> = new Set(
  [...MASK_FOLDERS.flat(), ...OTHER_FOLDERS, ...SUBSET_FOLDERS].map((folder) => folder.toLowerCase()),
);

/** The PNG files that hold class masks: those of the surest mask folder, else all but those of other folders. */
export function classMaskPaths(paths: readonly string[]): string[] {
  const pngs = paths.filter(isPng).sort();
  for (const names of MASK_FOLDERS) {
    const inside = pngs.filter((path) => foldersOf(path).some((folder) => names.includes(folder)));
    if (inside.length > 0) return inside;
  }
  return pngs.filter((path) => !foldersOf(path).some((folder) => OTHER_FOLDERS.includes(folder)));
}

/** The path of the mask that numbers the objects of a class mask, whether it is there or not. */
export function objectMaskPath(classMask: string): string {
  const parts = classMask.split('/');
  return parts.map((part) => OBJECT_FOLDERS[part] ?? part).join('/');
}

/**
 * The pictures among image files that may be masks as well: where some are left, without those in folders of masks, and
 * without a PNG beside a picture of the same name, which is its mask.
 */
export function withoutMasks(paths: readonly string[]): readonly string[] {
  const photographs = new Set(paths.filter((path) => !isPng(path)).map(withoutExtension));
  const pictures = paths.filter((path) => {
    const isInMaskFolder = foldersOf(path).some((folder) => NO_PICTURE_FOLDERS.has(folder));
    return !isPng(path) || !(isInMaskFolder || photographs.has(withoutExtension(path)));
  });
  return pictures.length > 0 ? pictures : paths;
}

function isPng(path: string): boolean {
  return path.toLowerCase().endsWith('.png');
}

export function foldersOf(path: string): string[] {
  return path.split('/').slice(0, -1);
}

/** The last folder of a mask's path that is not one of "masks", "train" and the like; null where all are. */
export function classFolder(path: string): string | null {
  return foldersOf(path).findLast((folder) => !NEUTRAL_FOLDERS.has(folder.toLowerCase())) ?? null;
}

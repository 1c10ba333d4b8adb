/** A mask of `ground_truth/<defect>/`. */
export interface MvtecMask {
  readonly path: string;
  readonly defect: string;
  /** Paths that the picture may have, without extension, the likeliest first. */
  readonly pictureStems: readonly string[];
}

/** The folder of pictures without a defect. */
export const GOOD = 'good';
/** [object/]ground_truth/defect/[folders/]stem_mask.png; some sets of the same layout leave "_mask" out. */
const MASK = /^((?:.*\/)?)ground_truth\/([^/]+)\/(.+?)(?:_mask)?\.png$/;

export function mvtecMasks(paths: readonly string[]): MvtecMask[] {
  return [...paths].sort().flatMap((path) => {
    const match = MASK.exec(path);
    if (match === null || match[2] === GOOD) return [];
    const [, object, defect, stem] = match;
    return [{ path, defect, pictureStems: [`${object}test/${defect}/${stem}`, stem] }];
  });
}

/** Pictures of `train/good` and `test/good`: free of defects, and without a mask. */
export function goodPictures(paths: readonly string[]): string[] {
  return paths.filter((path) => path.split('/').slice(0, -1).includes(GOOD));
}

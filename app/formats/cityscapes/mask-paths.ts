/** The masks of one picture. */
interface CityscapesMasks {
  /** Path without the part from "_gtFine" on. */
  readonly stem: string;
  /** `_instanceIds`, which says everything, else `_labelIds`. */
  readonly path: string;
}

const SUFFIX = /(?:_gt(?:Fine|Coarse))?_(instanceIds|labelIds)\.png$/;

/** The masks to read among files, one for each picture: instances where there are some. */
export function cityscapesMasks(paths: readonly string[]): CityscapesMasks[] {
  const byStem = new Map<string, string>();
  for (const path of [...paths].sort()) {
    const match = SUFFIX.exec(path);
    if (match === null) continue;
    const stem = path.slice(0, match.index);
    // "instanceIds" sorts before "labelIds".
    if (!byStem.has(stem)) byStem.set(stem, path);
  }
  return Array.from(byStem, ([stem, path]) => ({ stem, path }));
}

/** Where the picture of a mask may lie: beside it in `leftImg8bit/`, or under the stem alone. */
export function pictureStems(stem: string): string[] {
  const inPictureFolder = stem.replace(/(^|\/)gt(Fine|Coarse)\//, '$1leftImg8bit/');
  return [`${inPictureFolder}_leftImg8bit`, stem];
}

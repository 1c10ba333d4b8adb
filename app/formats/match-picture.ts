/** Finds the picture that an annotation file means by a name or path, which may be of another folder or system. */
export interface PictureMatcher {
  /** By file name: exact, else by the longest common path end without regard to case and Unicode form. */
  readonly byName: (name: string) => string | null;
  /** By path without extension ("labels/train/0001" for "images/train/0001.jpg"), otherwise as `byName`. */
  readonly byStem: (stem: string) => string | null;
}

/** @param paths relative paths of the pictures, with '/'. Where two fit equally well, neither is taken. */
export function matchPictures(paths: readonly string[]): PictureMatcher {
  const exact = new Set(paths);
  const named = candidatesBy(paths, (path) => path);
  const stemmed = candidatesBy(paths, withoutExtension);
  return {
    byName: (name) => (exact.has(name) ? name : closest(named, name)),
    byStem: (stem) => closest(stemmed, stem),
  };
}

/** The path without the extension of its last part: "a.b/c.d.png" gives "a.b/c.d". */
export function withoutExtension(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

interface Candidate {
  readonly path: string;
  readonly parts: readonly string[];
  readonly folded: readonly string[];
}

function candidatesBy(
  paths: readonly string[],
  keyOf: (path: string) => string,
): ReadonlyMap<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const path of paths) {
    const parts = partsOf(keyOf(path));
    const folded = parts.map(fold);
    const last = folded.at(-1) ?? '';
    const group = groups.get(last);
    if (group === undefined) groups.set(last, [{ path, parts, folded }]);
    else group.push({ path, parts, folded });
  }
  return groups;
}

function closest(groups: ReadonlyMap<string, Candidate[]>, name: string): string | null {
  const parts = partsOf(name);
  const folded = parts.map(fold);
  const group = groups.get(folded.at(-1) ?? '') ?? [];
  if (group.length === 1) return group[0].path;
  const scored = group.map((candidate) => ({
    path: candidate.path,
    // Case and Unicode form decide only between equally long path ends.
    score: 2 * commonEnd(candidate.folded, folded) + (commonEnd(candidate.parts, parts) > 0 ? 1 : 0),
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  const winners = scored.filter(({ score }) => score === best);
  return winners.length === 1 ? winners[0].path : null;
}

function partsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
}

function fold(part: string): string {
  return part.normalize('NFC').toLowerCase();
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < Math.min(a.length, b.length) && a[a.length - 1 - count] === b[b.length - 1 - count]) count++;
  return count;
}

import path from 'node:path';
import { mapBounded } from '../../native-models/data/map-bounded.ts';
import type { Outcome } from './image-job.ts';
import type { ImagePool } from './image-pool.ts';
import type { FoundFile } from './walk-folder.ts';

/** Files given to each thread ahead. */
const AHEAD = 4;

/** A file that is no longer where it was. */
export interface MissingFile {
  /** Relative, with '/', as it was imported. */
  readonly path: string;
  /** SHA-256 of its bytes, hex. */
  readonly hash: string;
  /** bytes; null where it is not known any more. */
  readonly size: number | null;
}

export interface RelinkProposal {
  /** Each missing file and where its content is now, relative to the new folder. */
  readonly pairs: readonly { readonly missing: MissingFile; readonly found: string }[];
  readonly notFound: readonly MissingFile[];
  /** Of the right size, yet they could not be read. */
  readonly unreadable: readonly string[];
}

/**
 * Finds missing files again in a folder by their content. Only files of a size that is missed are hashed, all
 * where a size is not known. Of several
 * with the same content the one whose path ends most like the old one is proposed, and none is proposed twice while
 * there are others.
 * @param candidates the files of the new folder, from `walkFolder`
 */
export async function proposeRelinks(
  missing: readonly MissingFile[],
  folder: string,
  candidates: readonly FoundFile[],
  pool: ImagePool,
): Promise<RelinkProposal> {
  const sizes = new Set(missing.map(({ size }) => size));
  const ofSize = candidates.filter(({ size }) => sizes.has(size) || sizes.has(null));
  const hashed = await mapBounded(
    ofSize,
    AHEAD * pool.threads,
    async (file): Promise<[FoundFile, Outcome<string>]> => [
      file,
      await pool.run({ kind: 'hash', path: path.join(folder, file.path) }),
    ],
  );
  const byHash = new Map<string, string[]>();
  for (const [file, outcome] of hashed) {
    if (outcome.ok) byHash.set(outcome.value, [...(byHash.get(outcome.value) ?? []), file.path]);
  }
  const pairs: { missing: MissingFile; found: string }[] = [];
  const used = new Set<string>();
  for (const file of missing) {
    const found = mostAlike(file.path, byHash.get(file.hash) ?? [], used);
    if (found === null) continue;
    used.add(found);
    pairs.push({ missing: file, found });
  }
  const paired = new Set(pairs.map((pair) => pair.missing));
  return {
    pairs,
    notFound: missing.filter((file) => !paired.has(file)),
    unreadable: hashed.flatMap(([file, outcome]) => (outcome.ok ? [] : [file.path])),
  };
}

function mostAlike(old: string, paths: readonly string[], used: ReadonlySet<string>): string | null {
  const free = paths.filter((candidate) => !used.has(candidate));
  const offered = free.length > 0 ? free : paths;
  return offered.toSorted((a, b) => namesShared(old, b) - namesShared(old, a)).at(0) ?? null;
}

/** How many names two paths share, counted from their ends. */
function namesShared(a: string, b: string): number {
  const [first, second] = [a.split('/').reverse(), b.split('/').reverse()];
  const differs = first.findIndex((name, at) => name !== second.at(at));
  return differs === -1 ? first.length : differs;
}

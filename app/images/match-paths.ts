import { BlemishError } from '../domain/errors.ts';
import type { PathField, PathPattern, PatternToken } from './path-pattern.ts';
import { inBoth, type Readings, segmentReadings } from './segment-readings.ts';

export type PathFields = Readonly<Partial<Record<Exclude<PathField, 'any'>, string>>>;

export interface MatchedPaths {
  /** By path, as given. */
  readonly fields: ReadonlyMap<string, PathFields>;
  readonly unmatched: readonly string[];
}

/**
 * Reads the fields of a pattern from relative paths with '/'. Names match in Unicode's composed form (NFC), in which
 * their fields are given, since some file systems store them decomposed.
 *
 * @throws {BlemishError} 'input' where no path matches, or one can be read in several ways
 */
export function matchPaths(pattern: PathPattern, paths: readonly string[]): MatchedPaths {
  const fields = new Map<string, PathFields>();
  for (const path of paths) {
    const found = readPath(pattern, path);
    if (found !== null) fields.set(path, found);
  }
  if (fields.size === 0) {
    throw new BlemishError('input', {
      subject: pattern.source,
      problem:
        paths.length === 0
          ? 'There is no path for the pattern to match'
          : `The pattern matches none of ${paths.length} paths, such as ${paths[0]}`,
      remedy: 'Write it for the whole path below the folder, with {any} for what does not matter',
    });
  }
  return { fields, unmatched: paths.filter((path) => !fields.has(path)) };
}

/** null where the pattern does not match. */
function readPath(pattern: PathPattern, path: string): PathFields | null {
  const names = path.normalize('NFC').split('/');
  if (names.length !== pattern.segments.length) return null;
  const fields: [PathField, string][] = [];
  let { segments } = pattern;
  // What stands twice comes first: once it is known, less is open about the others.
  for (const field of fieldsStandingTwice(segments)) {
    const texts = readSegments(segments, names)?.get(field) ?? [];
    const possible = [...texts].filter(
      (text) => readSegments(withText(segments, field, text), names) !== null,
    );
    if (possible.length === 0) return null;
    fields.push([field, onlyText(pattern, path, field, possible)]);
    segments = withText(segments, field, possible[0]);
  }
  const readings = readSegments(segments, names);
  if (readings === null) return null;
  for (const [field, texts] of readings) fields.push([field, onlyText(pattern, path, field, [...texts])]);
  return Object.fromEntries(fields);
}

function fieldsStandingTwice(segments: PathPattern['segments']): PathField[] {
  const fields = segments
    .flat()
    .flatMap((token) => ('field' in token && token.field !== 'any' ? [token.field] : []));
  return [...new Set(fields.filter((field, at) => fields.indexOf(field) !== at))];
}

function withText(
  segments: PathPattern['segments'],
  field: PathField,
  text: string,
): PathPattern['segments'] {
  return segments.map((tokens) =>
    tokens.map((token): PatternToken => ('field' in token && token.field === field ? { text } : token)),
  );
}

/** @throws {BlemishError} 'input' where there are several */
function onlyText(pattern: PathPattern, path: string, field: PathField, texts: readonly string[]): string {
  if (texts.length === 1) return texts[0];
  const [shortest, next] = texts.toSorted((a, b) => a.length - b.length);
  throw new BlemishError('input', {
    subject: path,
    problem: `By the pattern ${pattern.source} its ${field} may be "${shortest}" or "${next}"`,
    remedy: 'Write more of the name into the pattern, or give the fields in a CSV file',
  });
}

function readSegments(segments: PathPattern['segments'], names: readonly string[]): Readings | null {
  const all: Readings = new Map();
  for (const [at, tokens] of segments.entries()) {
    const readings = segmentReadings(tokens, names[at]);
    if (readings === null) return null;
    for (const [field, texts] of readings) {
      const common = inBoth(all.get(field), texts);
      if (common.size === 0) return null;
      all.set(field, common);
    }
  }
  return all;
}

import type { PathField, PatternToken } from './path-pattern.ts';

/** The texts that each named field of a segment may have in some way to read it; each has at least one. */
export type Readings = Map<PathField, Set<string>>;

/**
 * All ways in which a pattern's segment reads a path's segment; null where there is none. Found by reachability from
 * both ends, so the time grows with the square of the length, whatever the name.
 */
export function segmentReadings(tokens: readonly PatternToken[], segment: string): Readings | null {
  const fromStart = reachableEnds(tokens, segment);
  const fromEnd = reachableEnds(
    tokens.map((token) => ('text' in token ? { text: reversed(token.text) } : token)).toReversed(),
    reversed(segment),
  ).toReversed();
  if (!fromStart[tokens.length].has(segment.length)) return null;
  const readings: Readings = new Map();
  for (const [at, token] of tokens.entries()) {
    if ('text' in token || token.field === 'any') continue;
    const spans = [...fromStart[at]].flatMap((start) =>
      [...fromEnd[at + 1]]
        .map((left) => segment.length - left)
        .filter((end) => end > start)
        .map((end) => segment.slice(start, end)),
    );
    readings.set(token.field, inBoth(readings.get(token.field), new Set(spans)));
  }
  return readings;
}

/** The texts that a field may have in one place and in another too. */
export function inBoth(known: ReadonlySet<string> | undefined, texts: Set<string>): Set<string> {
  return known === undefined ? texts : new Set([...texts].filter((text) => known.has(text)));
}

/** For 0 to all of the tokens: how far into the text they may reach together. */
function reachableEnds(tokens: readonly PatternToken[], text: string): Set<number>[] {
  const ends = [new Set([0])];
  for (const token of tokens)
    ends.push('text' in token ? afterText(ends.at(-1)!, token.text, text) : afterField(ends.at(-1)!, text));
  return ends;
}

function afterText(starts: ReadonlySet<number>, expected: string, text: string): Set<number> {
  return new Set(
    [...starts].filter((start) => text.startsWith(expected, start)).map((start) => start + expected.length),
  );
}

function afterField(starts: ReadonlySet<number>, text: string): Set<number> {
  const first = Math.min(...starts) + 1;
  return new Set(Array.from({ length: Math.max(0, text.length - first + 1) }, (_, at) => first + at));
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}

import { BlemishError } from '../domain/errors.ts';

/** What a path may tell of an image; 'any' is passed over. */
export const PATH_FIELDS = ['lot', 'part', 'view', 'lighting', 'channel', 'any'] as const;
export type PathField = (typeof PATH_FIELDS)[number];

/** Text as it stands, or a field: one character or more, none of them a '/'. */
export type PatternToken = { readonly text: string } | { readonly field: PathField };

/** A pattern for whole relative paths; its segments are what lies between the '/'. */
export interface PathPattern {
  readonly source: string;
  readonly segments: readonly (readonly PatternToken[])[];
}

/**
 * Reads a pattern such as `{lot}/{part}_{view}.png`. A field that stands twice must read the same both times.
 * @throws {BlemishError} 'usage' where it names an unknown field, tells nothing, or two fields touch
 */
export function parsePathPattern(source: string): PathPattern {
  const segments = source
    .normalize('NFC')
    .split('/')
    .map((segment) => tokensOf(segment, source));
  const fields = segments.flat().flatMap((token) => ('field' in token ? [token.field] : []));
  if (fields.every((field) => field === 'any')) {
    throw wrong(source, 'The pattern names nothing to read from a path', EXAMPLE);
  }
  if (segments.some((tokens) => tokens.length === 0 || isDots(tokens))) {
    throw wrong(
      source,
      'The pattern has an empty folder name, "." or ".."',
      'Write it relative to the folder',
    );
  }
  return { source, segments };
}

const EXAMPLE = 'Use {lot}, {part}, {view}, {lighting} or {channel}, as in {lot}/{part}_{view}.png';

function tokensOf(segment: string, source: string): PatternToken[] {
  const tokens = segment
    .split(/(\{[^{}]*\})/)
    .filter((text) => text !== '')
    .map((text): PatternToken => {
      if (!/[{}]/.test(text)) return { text };
      const field = PATH_FIELDS.find((name) => text === `{${name}}`);
      if (field !== undefined) return { field };
      throw wrong(source, `The pattern has ${text}, which is no field`, EXAMPLE);
    });
  for (const [at, token] of tokens.entries()) {
    const next = tokens.at(at + 1);
    if (next !== undefined && 'field' in token && 'field' in next) {
      throw wrong(
        source,
        `In the pattern {${token.field}} and {${next.field}} touch, so that nobody can tell where one ends`,
        'Put a character between them',
      );
    }
  }
  return tokens;
}

function isDots(tokens: readonly PatternToken[]): boolean {
  const [token] = tokens;
  return tokens.length === 1 && 'text' in token && (token.text === '.' || token.text === '..');
}

function wrong(subject: string, problem: string, remedy: string): BlemishError {
  return new BlemishError('usage', { subject, problem, remedy });
}

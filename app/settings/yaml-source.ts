import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';

type Path = readonly PropertyKey[];

/** What is wrong at a place in a file. */
export interface Problem {
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** A YAML file as plain values, with the way back from a value to its line. */
export interface YamlSource {
  readonly value: unknown;
  /** Everything that keeps the text from being plain YAML; `value` is undefined where there is any. */
  readonly problems: readonly Problem[];
  /** Line of the key at `path`, or of the nearest group above it that the file has; counted from 1. */
  lineOf(path: Path): number;
  has(path: Path): boolean;
}

/**
 * Reads YAML 1.2 with one document, string keys given once, and no anchors: a configuration needs none, and they are
 * how a small file grows to fill the memory. Never throws.
 */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    resolveKnownTags: false,
  });
  const lineAt = (offset: number): number => lines.linePos(offset).line || 1;
  const problems = [
    ...[...document.errors, ...document.warnings].map((error) => ({
      line: lineAt(error.pos[0]),
      reason: syntaxReason(error, text),
    })),
    ...plainnessProblems(document, lineAt),
  ];
  return {
    value: problems.length > 0 ? undefined : document.toJS(),
    problems,
    lineOf: (path) => lineAt(follow(document, path).offset),
    has: (path) => follow(document, path).depth === path.length,
  };
}

function syntaxReason(error: YAMLError, text: string): string {
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return `the key ${keyAt(text, error.pos[0])} is given twice`;
    case 'MULTIPLE_DOCS':
      return 'a second document begins: one file holds one configuration';
    case 'RESOURCE_EXHAUSTION':
      return 'groups and lists are nested too deeply';
    default:
      return `this is not YAML: ${error.message}`;
  }
}

function keyAt(text: string, offset: number): string {
  return text
    .slice(offset, offset + 80)
    .split(':', 1)[0]
    .trim();
}

function plainnessProblems(document: Document, lineAt: (offset: number) => number): Problem[] {
  const problems: Problem[] = [];
  visit(document, {
    Node(_key, node) {
      if (isAlias(node) || node.anchor !== undefined) {
        problems.push({ line: lineAt(node.range?.[0] ?? 0), reason: 'anchors and aliases are not read' });
      }
    },
    Pair(_key, { key }) {
      if (isNode(key) && !isScalar(key)) {
        problems.push({ line: lineAt(key.range?.[0] ?? 0), reason: 'a key must be a word' });
      }
    },
  });
  return problems;
}

/** Walks down `path` as far as the file has it: how many steps that were, and where in the text they end. */
function follow(document: Document, path: Path): { depth: number; offset: number } {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [depth, step] of path.entries()) {
    const next = child(node, step);
    if (next === undefined) return { depth, offset };
    ({ node, offset } = next);
  }
  return { depth: path.length, offset };
}

function child(parent: unknown, step: PropertyKey): { node: unknown; offset: number } | undefined {
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.source === step);
    return pair && isNode(pair.key) ? { node: pair.value, offset: pair.key.range?.[0] ?? 0 } : undefined;
  }
  if (!isSeq(parent) || typeof step !== 'number') return undefined;
  const item = parent.items[step];
  return isNode(item) ? { node: item, offset: item.range?.[0] ?? 0 } : undefined;
}

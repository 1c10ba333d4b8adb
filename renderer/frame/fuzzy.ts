const SEPARATOR = /[\s/_.\-:]/;

/**
 * How well what was typed fits a text: its letters in order, in any case. Null where it does not; more is better, and
 * letters that follow each other or begin a word count most.
 */
export function fuzzyScore(typed: string, text: string): number | null {
  const letters = typed.toLowerCase().replace(/\s+/g, '');
  const target = text.toLowerCase();
  return scoreOf(letters, target, nextIndex) ?? scoreOf(letters, target, firstIndex);
}

type Next = (target: string, letter: string, from: number) => number;

function scoreOf(letters: string, target: string, next: Next): number | null {
  let score = 0;
  let previous = -2;
  for (const letter of letters) {
    const index = next(target, letter, previous + 1);
    if (index < 0) return null;
    if (index === previous + 1) score += 3;
    if (beginsWord(target, index)) score += 2;
    score += 1;
    previous = index;
  }
  return score - target.length / 200;
}

/** A match that goes on where the last ended, else one that begins a word, else the first. */
function nextIndex(target: string, letter: string, from: number): number {
  const start = Math.max(0, from);
  if (target[start] === letter) return start;
  for (let index = start; index < target.length; index++) {
    if (target[index] === letter && beginsWord(target, index)) return index;
  }
  return target.indexOf(letter, start);
}

function firstIndex(target: string, letter: string, from: number): number {
  return target.indexOf(letter, Math.max(0, from));
}

function beginsWord(target: string, index: number): boolean {
  return index === 0 || SEPARATOR.test(target[index - 1]);
}

/** Those that fit, the best first; all as they are where nothing was typed. */
export function fuzzyFind<Item>(
  typed: string,
  items: readonly Item[],
  textOf: (item: Item) => string,
): Item[] {
  if (typed.trim() === '') return [...items];
  return items
    .map((item) => ({ item, score: fuzzyScore(typed, textOf(item)) }))
    .filter((found): found is { item: Item; score: number } => found.score !== null)
    .toSorted((a, b) => b.score - a.score)
    .map(({ item }) => item);
}

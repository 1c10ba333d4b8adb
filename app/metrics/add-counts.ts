/** Numbers, and lists of numbers of one length: what images count adds up over a set. */
export type Counts<T> = { readonly [Key in keyof T]: number | readonly number[] };

/** The sum of two records of counts, entry by entry. */
export function addCounts<T extends Counts<T>>(a: T, b: T): T {
  const sums = Object.entries<number | readonly number[]>(a).map(([key, value]) => [
    key,
    add(value, b[key as keyof T]),
  ]);
  return Object.fromEntries(sums) as T;
}

function add(a: number | readonly number[], b: number | readonly number[]): number | readonly number[] {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) + Number(b);
  return a.map((value, i) => value + b[i]);
}

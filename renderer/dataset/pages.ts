/** Images asked for at once. */
export const PAGE_SIZE = 200;
/** Pages kept beside those that are shown: 4,000 images. */
const MOST_KEPT = 20;

/** The numbers of the pages that hold the images from `first` up to, not including, `end`. */
export function pagesOf(first: number, end: number): number[] {
  if (end <= first) return [];
  const [from, to] = [Math.floor(first / PAGE_SIZE), Math.floor((end - 1) / PAGE_SIZE)];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Of the pages that are there, those to forget: the farthest from what is shown. */
export function pagesToForget(kept: readonly number[], shown: readonly number[]): number[] {
  const [from, to] = [Math.min(...shown), Math.max(...shown)];
  const distance = (page: number): number => Math.max(from - page, page - to, 0);
  return [...kept].sort((a, b) => distance(a) - distance(b)).slice(MOST_KEPT);
}

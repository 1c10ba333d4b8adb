import { locale } from './locale.svelte.ts';

/** A whole number, grouped as the language does it. */
export function inDigits(value: number): string {
  return new Intl.NumberFormat(locale.current, { maximumFractionDigits: 0 }).format(value);
}

/** @param share 0..1 */
export function inPercent(share: number): string {
  return new Intl.NumberFormat(locale.current, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A score of 0 to 1 with the two digits that it is good for. */
export function inScore(score: number): string {
  return new Intl.NumberFormat(locale.current, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    score,
  );
}

/** @param time ms since 1970 */
export function inDate(time: number): string {
  return new Intl.DateTimeFormat(locale.current, { dateStyle: 'medium', timeStyle: 'short' }).format(time);
}

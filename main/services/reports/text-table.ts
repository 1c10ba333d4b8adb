import type { Estimate } from '../../../app/metrics/intervals/estimate.ts';

/** Lines of equal columns: the first one to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  '),
    )
    .join('\n');
}

/** "-" where there is none. */
export function number(value: number | null, digits = 3): string {
  return value === null ? '-' : value.toFixed(digits);
}

/** With its interval where there is one. */
export function estimate({ value, low, high }: Estimate, digits = 2): string {
  if (value === null) return '-';
  if (low === null || high === null) return value.toFixed(digits);
  return `${value.toFixed(digits)} (${low.toFixed(digits)} to ${high.toFixed(digits)})`;
}

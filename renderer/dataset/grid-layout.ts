/** Space between two cells and around them, px. */
export const GAP = 8;
/** Below each picture: name, state, subset, px. */
export const CAPTION_HEIGHT = 24;

export interface GridLayout {
  readonly columns: number;
  /** Of a cell, without the gap, px. */
  readonly cellWidth: number;
  /** Of a row with its gap, px. */
  readonly rowHeight: number;
}

/** Cells of at least the wished width, stretched so that they fill the row. */
export function gridLayout(width: number, wished: number): GridLayout {
  const columns = Math.max(1, Math.floor((width - GAP) / (wished + GAP)));
  const cellWidth = Math.max(1, Math.floor((width - GAP) / columns) - GAP);
  return { columns, cellWidth, rowHeight: Math.round(0.75 * cellWidth) + CAPTION_HEIGHT + GAP };
}

/**
 * Where a key leads from a cell; null where the key does not move.
 * @param rowsShown whole rows on the screen
 */
export function movedTo(
  key: string,
  from: number,
  count: number,
  { columns }: GridLayout,
  rowsShown: number,
): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * rowsShown,
    PageDown: columns * rowsShown,
    Home: -count,
    End: count,
  };
  if (!(key in steps) || count === 0) return null;
  return Math.min(count - 1, Math.max(0, from + steps[key]));
}

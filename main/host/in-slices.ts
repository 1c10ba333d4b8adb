import { setImmediate } from 'node:timers/promises';

/** What takes some ms to write. */
const SLICE = 100;

/** Works on many things a few at a time: what waits has its turn between. */
export async function inSlices<Item>(
  items: readonly Item[],
  work: (slice: readonly Item[]) => void,
): Promise<void> {
  for (let start = 0; start < items.length; start += SLICE) {
    if (start > 0) await setImmediate();
    work(items.slice(start, start + SLICE));
  }
}

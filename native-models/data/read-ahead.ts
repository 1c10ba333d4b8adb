/**
 * What `read` gives for each item, in order; the next one is being read while the present one is worked on. A failure
 * is thrown when its item's turn comes.
 */
export async function* readAhead<T, R>(
  items: readonly T[],
  read: (item: T) => Promise<R>,
): AsyncGenerator<readonly [item: T, read: R]> {
  if (items.length === 0) return;
  let coming = begin(items[0], read);
  for (const [index, item] of items.entries()) {
    const present = await coming;
    if (index + 1 < items.length) coming = begin(items[index + 1], read);
    yield [item, present];
  }
}

/** Nobody may ask for it any more where the work ends early: then its failure is nobody's. */
function begin<T, R>(item: T, read: (item: T) => Promise<R>): Promise<R> {
  const reading = read(item);
  reading.catch(() => undefined);
  return reading;
}

/** `Promise.all(items.map(map))` with at most `limit` under way at once; none is started after a failure. */
export async function mapBounded<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await map(items[index]);
    }
  };
  try {
    await Promise.all(Array.from({ length: limit }, work));
  } finally {
    next = items.length;
  }
  return results;
}

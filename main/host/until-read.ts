/** Reads a subscription that ends with its signal, and ends it when nobody reads any more. */
export async function* untilRead<Event>(
  signal: AbortSignal | undefined,
  subscribe: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  const unread = new AbortController();
  try {
    yield* subscribe(signal === undefined ? unread.signal : AbortSignal.any([signal, unread.signal]));
  } finally {
    unread.abort();
  }
}

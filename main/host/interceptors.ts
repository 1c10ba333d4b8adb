import { STREAM_HEADER } from '../../app/contract/client.ts';
import { isEvents } from '../../app/contract/events.ts';
import type { Context } from './procedures/context.ts';
import { contractError, type HostLog } from './typed-errors.ts';

/** What oRPC hands to the interceptors of a call. */
interface Call {
  readonly context: Context;
  readonly signal?: AbortSignal | undefined;
  readonly next: () => Promise<unknown>;
}

interface Request<Options, Result> {
  readonly context: Context;
  readonly request: { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> };
  next(options: Options): Promise<Result>;
}

/** Takes from the request how its client names the stream that may come of it. */
export function namingStreams<Options extends Request<Options, Result>, Result>(
  options: Options,
): Promise<Result> {
  const header = options.request.headers[STREAM_HEADER];
  const stream = typeof header === 'string' ? header : undefined;
  return options.next({ ...options, context: { ...options.context, stream } });
}

/** Whatever is thrown becomes an error of the contract. */
export async function typingErrors({ context, next }: Call): Promise<unknown> {
  const { log } = context.host;
  try {
    const output = await next();
    return isEvents(output) ? withTypedErrors(output, log) : output;
  } catch (error) {
    throw contractError(error, log);
  }
}

/** Streams go no faster than they are read. */
export async function pacingStreams({ context, signal, next }: Call): Promise<unknown> {
  const output = await next();
  if (!isEvents(output) || context.stream === undefined) return output;
  return context.connection.paced(context.stream, output, signal);
}

async function* withTypedErrors(events: AsyncIterable<unknown>, log: HostLog): AsyncGenerator {
  try {
    yield* events;
  } catch (error) {
    throw contractError(error, log);
  }
}

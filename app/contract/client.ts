import { type ClientLink, createORPCClient } from '@orpc/client';
import type { StandardLinkInterceptorOptions } from '@orpc/client/standard';
import type { ContractRouterClient } from '@orpc/contract';
import { bytesSerializer } from './bytes.ts';
import type { contract } from './contract.ts';
import { isEvents } from './events.ts';

/** The header that names a call, should its answer be a stream. */
export const STREAM_HEADER = 'stream-id';

/** What goes with a call; `contractClient` sets it. */
export interface CallContext {
  readonly stream?: string;
}

export type ContractClient = ContractRouterClient<typeof contract, CallContext>;

/** What a transport is made with, beside its own port or socket. */
export type LinkOptions = ReturnType<typeof linkOptions>;

/**
 * A client of the host. It tells the host what it has read of each stream, so that the host merges what is new for as
 * long as it is busy with what is old.
 * @param linkOf the transport, e.g. `(options) => new RPCLink({ port, ...options })`
 */
export function contractClient(linkOf: (options: LinkOptions) => ClientLink<CallContext>): ContractClient {
  const options = linkOptions((stream, read) => {
    // A line that has gone ends the stream by itself.
    client.system.acknowledge({ stream, read }).catch(() => undefined);
  });
  const client: ContractClient = createORPCClient(linkOf(options));
  return client;
}

type Acknowledge = (stream: string, read: number) => void;

function linkOptions(acknowledge: Acknowledge) {
  let calls = 0;
  const namingCalls = async (
    options: StandardLinkInterceptorOptions<CallContext> & {
      next(options: StandardLinkInterceptorOptions<CallContext>): Promise<unknown>;
    },
  ): Promise<unknown> => {
    const stream = String(++calls);
    const output = await options.next({ ...options, context: { ...options.context, stream } });
    return isEvents(output) ? acknowledging(output, stream, acknowledge) : output;
  };
  return {
    customJsonSerializers: [bytesSerializer],
    headers: ({ context }: { readonly context: CallContext }): Record<string, string> =>
      context.stream === undefined ? {} : { [STREAM_HEADER]: context.stream },
    interceptors: [namingCalls],
  };
}

/** Whoever asks for the next event has read the one before. */
function acknowledging(
  events: AsyncIterable<unknown>,
  stream: string,
  acknowledge: Acknowledge,
): AsyncIterableIterator<unknown> {
  const iterator = events[Symbol.asyncIterator]();
  let read = 0;
  return {
    next: async () => {
      if (read > 0) acknowledge(stream, read);
      const event = await iterator.next();
      read++;
      return event;
    },
    return: async () => {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

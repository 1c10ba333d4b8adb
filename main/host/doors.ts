import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import { bytesSerializer } from '../../app/contract/bytes.ts';
import type { contract } from '../../app/contract/contract.ts';
import { Connection } from './connection.ts';
import type { Host } from './host.ts';
import { namingStreams, pacingStreams, typingErrors } from './interceptors.ts';
import type { Line } from './line.ts';
import type { Context } from './procedures/context.ts';
import { router } from './procedures/router.ts';

/** The ways to a host: each answers the same contract in the same way. */
export interface Doors {
  /** A window's or a thread's. */
  connectLine(line: Line): void;
  /** A browser's. */
  connectSocket(socket: Socket): void;
  /** Of a program in this process. */
  readonly direct: ContractRouterClient<typeof contract>;
}

/** What is needed of a WebSocket. */
export type Socket = Pick<WebSocket, 'send' | 'addEventListener'>;

export function openDoors(host: Host): Doors {
  const handler = new RPCHandler<Context>(router, {
    customJsonSerializers: [bytesSerializer],
    rootInterceptors: [namingStreams],
    clientInterceptors: [typingErrors, pacingStreams],
  });
  const context = (): Context => ({ host, connection: new Connection() });
  const connectSocket = (socket: Socket): void => {
    void handler.upgrade(socket, { context: context() });
  };
  return {
    connectSocket,
    connectLine: (line) => {
      connectSocket(socketOver(line));
    },
    direct: createRouterClient(router, { context: context(), interceptors: [typingErrors] }),
  };
}

/** oRPC's own handler for ports lets a message that it cannot read end the process; the one for sockets does not. */
function socketOver(line: Line): Socket {
  const addEventListener = (type: string, listener: (event: { readonly data?: unknown }) => void): void => {
    if (type === 'close')
      line.onClose(() => {
        listener({});
      });
    else
      line.onMessage((data) => {
        listener({ data });
      });
  };
  const send = (message: string | Uint8Array): void => {
    line.send(message);
  };
  return { send, addEventListener } as Socket;
}

import type { ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { CallContext, LinkOptions } from '../../app/contract/client.ts';

/** An open line to the host. */
export interface Line {
  readonly link: ClientLink<CallContext>;
  readonly closed: Promise<void>;
}

/** Opens a line; rejects where there is no host. */
export type Dial = (options: LinkOptions) => Promise<Line>;

/** The host of this window: over a port that Electron's preload hands in, or a WebSocket on the page's own origin. */
export function dialHost(): Dial {
  return location.protocol.startsWith('http') ? dialSocket : dialPorts();
}

function dialSocket(options: LinkOptions): Promise<Line> {
  const address = new URL('/contract', location.href);
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    const closed = new Promise<void>((close) => {
      socket.addEventListener('close', () => {
        close();
        reject(new Error('The host does not answer'));
      });
    });
    socket.addEventListener('open', () => {
      resolve({ link: new SocketLink({ websocket: socket, ...options }), closed });
    });
  });
}

/** The preload posts a port whenever it is asked for one: at first, and after each line that was cut. */
function dialPorts(): Dial {
  let waiting = Promise.withResolvers<MessagePort>();
  addEventListener('message', (event: MessageEvent<unknown>) => {
    const port = event.ports.at(0);
    if (event.source !== window || port === undefined || !isPortMessage(event.data)) return;
    waiting.resolve(port);
  });
  return async (options) => {
    postMessage({ type: 'blemish:ready' }, location.origin);
    const port = await waiting.promise;
    waiting = Promise.withResolvers();
    const closed = new Promise<void>((close) => {
      port.addEventListener('close', () => {
        close();
      });
    });
    const link = new PortLink({ port, ...options });
    port.start();
    return { link, closed };
  };
}

function isPortMessage(data: unknown): boolean {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === 'blemish:port';
}

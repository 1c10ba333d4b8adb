import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { BlemishError } from '../../app/domain/errors.ts';
import { openDoors } from '../host/doors.ts';
import type { Host } from '../host/host.ts';
import { pixelHandler } from '../host/pixels/pixel-handler.ts';
import { WindowFiles } from '../window/window-files.ts';
import { answerHttp } from './answer-http.ts';
import { Guard } from './guard.ts';
import { type Listening, type TlsFiles, readTls, requireSafe } from './listening.ts';
import { OwnNames } from './own-names.ts';
import { SocketService } from './serve-socket.ts';
import { Sessions } from './sessions.ts';

const MOST_CONNECTIONS = 512;
/** How long browsers have to end what they do when the server stops, ms. */
const GRACE_MS = 2000;

export interface WebDoorOptions extends Listening {
  readonly host: Host;
  /** The built window. */
  readonly windowFolder: string;
  /** Where what signs sessions lies. */
  readonly userFolder: string;
}

export interface WebDoor {
  /** Opens the workstation, once; each call gives a new one and makes the one before void. */
  newAddress(): string;
  /** Ends all connections; the host stays open. */
  close(): Promise<void>;
}

/**
 * The workstation in a browser: its window by HTTP, the contract by WebSocket.
 * @throws {BlemishError} where the address is not safe or in use, or the window is not built
 */
export async function openWebDoor(options: WebDoorOptions): Promise<WebDoor> {
  requireSafe(options);
  const tls = options.tls === null ? null : await readTls(options.tls);
  const files = await WindowFiles.open(options.windowFolder);
  const sessions = await Sessions.open(options.userFolder);
  const server = await listening(options, tls);
  const { port } = server.address() as AddressInfo;
  const names = new OwnNames(port, tls?.certificate ?? null);
  const guard = new Guard(names, sessions, port, tls !== null);
  const sockets = serve(server, guard, files, options.host);
  return {
    newAddress: () => `${names.origin(options.address)}/?token=${sessions.newToken()}`,
    close: () => stop(server, sockets),
  };
}

function serve(server: Server, guard: Guard, files: WindowFiles, host: Host): SocketService {
  const pixels = pixelHandler({
    project: () => host.project,
    mayRead: (request) => guard.hasSession(request),
    log: host.log,
  });
  const onError = (error: unknown): void => {
    host.log.error({ err: error }, 'a file of the window could not be served');
  };
  const sockets = new SocketService(guard, openDoors(host));
  server.on('request', answerHttp({ guard, files, pixels, onError }));
  server.on('upgrade', sockets.upgrade);
  return sockets;
}

async function listening({ address, port }: Listening, tls: TlsFiles | null): Promise<Server> {
  const server = tls === null ? createServer() : tlsServer(tls);
  server.maxConnections = MOST_CONNECTIONS;
  // Which of its addresses `localhost` means is no choice of the resolver's.
  server.listen({ port, host: address === 'localhost' ? '127.0.0.1' : address });
  await once(server, 'listening').catch((cause: unknown) => {
    throw new BlemishError('resource', {
      subject: `${address}:${port}`,
      problem: 'Nothing can be served at this address',
      remedy: 'Choose another with --port, or end the program that uses it',
      cause,
    });
  });
  return server;
}

function tlsServer({ key, cert }: TlsFiles): Server {
  try {
    return createTlsServer({ key, cert, minVersion: 'TLSv1.2' });
  } catch (cause) {
    throw new BlemishError('input', {
      problem: 'The TLS key and certificate do not go together',
      remedy: 'Give a key in PEM without a password, and the certificate made for it',
      cause,
    });
  }
}

async function stop(server: Server, sockets: SocketService): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  sockets.close();
  server.closeIdleConnections();
  const impatience = setTimeout(() => {
    sockets.terminate();
    server.closeAllConnections();
  }, GRACE_MS);
  await closed;
  clearTimeout(impatience);
}

import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Doors } from '../host/doors.ts';
import type { Guard } from './guard.ts';

/** The largest message: a drawn patch of a large image has a few megabytes. */
export const LARGEST_MESSAGE_BYTES = 64 * 2 ** 20;
const MOST_SOCKETS = 64;
/** How often a browser must show that it is still there, ms. */
const HEARTBEAT_MS = 30_000;
/** The server goes; the window dials again. */
const GOING_AWAY = 1001;

/** The contract at /contract, for pages of our own with a session. */
export class SocketService {
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  readonly #guard: Guard;
  readonly #doors: Doors;

  constructor(guard: Guard, doors: Doors) {
    this.#guard = guard;
    this.#doors = doors;
  }

  /** A listener to `upgrade`. */
  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const status = this.#refusal(request);
    if (status !== null) {
      socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connected) => {
      this.#serve(connected);
    });
  };

  /** Tells all browsers that the server goes. */
  close(): void {
    for (const socket of this.#server.clients) socket.close(GOING_AWAY);
    this.#server.close();
  }

  /** Ends what did not end by itself. */
  terminate(): void {
    for (const socket of this.#server.clients) socket.terminate();
  }

  #refusal(request: IncomingMessage): string | null {
    if (!this.#guard.isOwn(request, true)) return '403 Forbidden';
    if (!this.#guard.hasSession(request)) return '401 Unauthorized';
    if (request.url !== '/contract') return '404 Not Found';
    return this.#server.clients.size < MOST_SOCKETS ? null : '503 Service Unavailable';
  }

  #serve(socket: WebSocket): void {
    // Too large or broken messages: ws has closed the socket with the right code already.
    socket.on('error', () => undefined);
    let isThere = true;
    socket.on('pong', () => (isThere = true));
    const heartbeat = setInterval(() => {
      if (!isThere) socket.terminate();
      isThere = false;
      socket.ping();
    }, HEARTBEAT_MS);
    socket.on('close', () => {
      clearInterval(heartbeat);
    });
    this.#doors.connectSocket(socket);
  }
}

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { WebSocketServer } from 'ws';
import type { Doors } from '../../main/host/doors.ts';
import type { Host } from '../../main/host/host.ts';
import { pixelHandler } from '../../main/host/pixels/pixel-handler.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** No more than the window needs: what breaks it is reported by the browser and fails the test. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export interface ServedWindow {
  readonly address: string;
  /** Cuts every line to the host, and opens none until `letIn`. */
  cutOff(): void;
  letIn(): void;
  close(): void;
}

/** The built window, its pixels and its line to a host, on loopback. */
export async function serveWindow(root: string, host: Host, doors: Doors): Promise<ServedWindow> {
  let mayEnter = true;
  const pixels = pixelHandler({ project: () => host.project, mayRead: () => true, log: host.log });
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/pixels/')) pixels(request, response);
    else void sendFile(response, path.join(root, pathname === '/' ? 'index.html' : pathname));
  });
  const sockets = new WebSocketServer({ server, path: '/contract', verifyClient: () => mayEnter });
  sockets.on('connection', (socket) => {
    doors.connectSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const hangUp = (): void => {
    for (const socket of sockets.clients) socket.terminate();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    cutOff: () => {
      mayEnter = false;
      hangUp();
    },
    letIn: () => (mayEnter = true),
    close: () => {
      hangUp();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function sendFile(response: ServerResponse, file: string): Promise<void> {
  try {
    const bytes = await readFile(file);
    const type = TYPES[path.extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}

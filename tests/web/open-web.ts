import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { openWebDoor, type WebDoor } from '../../main/web/open-web-door.ts';
import { type OpenHost, openHost } from '../contract/open-host.ts';

export const WINDOW_FOLDER = path.join(import.meta.dirname, 'window');

export interface OpenWeb {
  readonly opened: OpenHost;
  readonly door: WebDoor;
  readonly port: number;
  /** Of a session, as browsers send it. */
  readonly cookie: string;
  close(): Promise<void>;
}

/** A web door on a host without a project, and one browser that was let in. */
export async function openWeb(): Promise<OpenWeb> {
  const opened = await openHost();
  const userFolder = path.join(opened.folder, 'user');
  const door = await openWebDoor({
    ...{ host: opened.host, windowFolder: WINDOW_FOLDER, userFolder },
    ...{ address: '127.0.0.1', port: 0, tls: null },
  });
  const address = new URL(door.newAddress());
  const port = Number(address.port);
  const { headers } = await ask(port, address.pathname + address.search);
  const cookie = headers['set-cookie']![0].split(';')[0];
  const close = async (): Promise<void> => {
    await door.close();
    await opened.close();
  };
  return { opened, door, port, cookie, close };
}

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** The path goes as it stands: fetch would tidy it up, and not let a test name another host. */
export async function ask(
  port: number,
  place: string,
  headers: OutgoingHttpHeaders = {},
  method = 'GET',
): Promise<Answer> {
  const sent = request({ host: '127.0.0.1', port, path: place, headers, method, agent: false });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** An open socket, or the status with which it was refused. */
export function dial(
  port: number,
  headers: { readonly origin?: string; readonly host?: string; readonly cookie?: string },
  place = '/contract',
): Promise<WebSocket | number> {
  const { origin, ...others } = headers;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${place}`, {
    headers: others,
    ...(origin !== undefined && { origin }),
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () => {
      resolve(socket);
    });
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode!);
    });
    socket.on('error', reject);
  });
}

import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebSocket as Socket } from 'ws';
import { contractClient } from '../../app/contract/client.ts';
import { openWebDoor } from '../../main/web/open-web-door.ts';
import { type OpenWeb, WINDOW_FOLDER, ask, dial, openWeb } from './open-web.ts';

const TLS_FOLDER = path.join(import.meta.dirname, 'tls');

let web: OpenWeb;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

const own = (): { origin: string; cookie: string } => ({
  origin: `http://127.0.0.1:${web.port}`,
  cookie: web.cookie,
});

test('the window comes whole, and zipped where the browser takes it so', async () => {
  const plain = await ask(web.port, '/', own());
  expect(plain).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(plain.body).toContain('Window of a test');
  const zipped = await fetch(`http://127.0.0.1:${web.port}/index.html`, { headers: own() });
  expect(zipped.headers.get('content-encoding')).toBe('gzip');
  expect(await zipped.text()).toBe(plain.body);
});

test('files named by their content are kept for good, the page is asked for again', async () => {
  const script = await ask(web.port, '/assets/page-1a2b3c.js', own());
  expect(script.headers['cache-control']).toBe('private, max-age=31536000, immutable');
  const page = await ask(web.port, '/', own());
  expect(page.headers['cache-control']).toBe('no-cache');
  const again = await ask(web.port, '/', { ...own(), 'if-none-match': page.headers.etag });
  expect([again.status, again.body]).toEqual([304, '']);
});

test('the contract is answered at /contract', async () => {
  const socket = (await dial(web.port, own())) as Socket;
  const client = contractClient(
    (options) => new RPCLink({ websocket: socket as unknown as WebSocket, ...options }),
  );
  expect(await client.system.about()).toMatchObject({ version: '0.0.0-test' });
  socket.close();
});

test('a page left open gets back to a server that was started again, and is told that it goes', async () => {
  const userFolder = path.join(web.opened.folder, 'user');
  const options = { host: web.opened.host, windowFolder: WINDOW_FOLDER, userFolder, tls: null };
  const first = await openWebDoor({ ...options, address: 'localhost', port: 0 });
  const address = new URL(first.newAddress());
  const port = Number(address.port);
  const cookie = (await ask(port, address.pathname + address.search)).headers['set-cookie']![0].split(';')[0];
  const headers = { origin: `http://localhost:${port}`, host: `localhost:${port}`, cookie };
  const socket = (await dial(port, headers)) as Socket;
  const closed = once(socket, 'close');
  await first.close();
  expect((await closed)[0]).toBe(1001);
  const second = await openWebDoor({ ...options, address: 'localhost', port });
  expect(await dial(port, headers)).toMatchObject({ readyState: 1 });
  await second.close();
});

test('with a certificate it goes by TLS alone, under the names of the certificate', async () => {
  const tls = {
    key: path.join(TLS_FOLDER, 'key.pem'),
    certificate: path.join(TLS_FOLDER, 'certificate.pem'),
  };
  const userFolder = path.join(web.opened.folder, 'user');
  const options = { host: web.opened.host, windowFolder: WINDOW_FOLDER, userFolder, tls };
  const door = await openWebDoor({ ...options, address: '0.0.0.0', port: 0 });
  const address = new URL(door.newAddress());
  expect(address.origin).toBe(`https://line3.example:${address.port}`);
  const status = async (host: string, place: string): Promise<unknown[]> => {
    const sent = request({
      ...{ host: '127.0.0.1', port: address.port, path: place, headers: { host } },
      ...{ ca: await readFile(tls.certificate), agent: false, servername: 'line3.example' },
    });
    sent.end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    response.resume();
    return [response.statusCode, response.headers['set-cookie']?.[0]];
  };
  expect(await status('localhost', '/')).toEqual([403, undefined]);
  expect(await status(`localhost:${address.port}`, '/')).toEqual([403, undefined]);
  expect(await status(`127.0.0.1:${address.port}`, '/')).toEqual([401, undefined]);
  const entered = await status(address.host, address.pathname + address.search);
  expect(entered).toEqual([303, expect.stringMatching(/; Secure$/)]);
  await expect(ask(Number(address.port), '/')).rejects.toThrow();
  await door.close();
});

test('what cannot be served is told before anything is', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'blemish-web-'));
  const options = { host: web.opened.host, windowFolder: WINDOW_FOLDER, userFolder: folder, tls: null };
  const address = '127.0.0.1';
  await expect(openWebDoor({ ...options, address, port: web.port })).rejects.toThrow('--port');
  await expect(openWebDoor({ ...options, windowFolder: folder, address, port: 0 })).rejects.toThrow(
    'not been built',
  );
  await expect(
    openWebDoor({ ...options, address, port: 0, tls: { key: folder, certificate: folder } }),
  ).rejects.toThrow('cannot be read');
  await rm(folder, { recursive: true });
});

import { once } from 'node:events';
import path from 'node:path';
import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWebDoor } from '../../main/web/open-web-door.ts';
import { LARGEST_MESSAGE_BYTES } from '../../main/web/serve-socket.ts';
import { type OpenWeb, WINDOW_FOLDER, ask, dial, openWeb } from './open-web.ts';

let web: OpenWeb;
beforeAll(async () => {
  web = await openWeb();
});
afterAll(() => web.close());

const own = (): { origin: string; cookie: string } => ({
  origin: `http://127.0.0.1:${web.port}`,
  cookie: web.cookie,
});

describe('the address with its token', () => {
  const placeOf = (address: string): string => new URL(address).pathname + new URL(address).search;

  test('lets one browser in, by a cookie that no script sees and no other site sends', async () => {
    const place = placeOf(web.door.newAddress());
    const first = await ask(web.port, place);
    expect([first.status, first.headers.location]).toEqual([303, '/']);
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^blemish-\d+=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict$/),
    ]);
    const second = await ask(web.port, place);
    expect([second.status, second.headers['set-cookie']]).toEqual([403, undefined]);
    expect(second.body).toContain('Press Enter');
  });

  test('a used one leads whoever was let in to the window', async () => {
    const place = placeOf(web.door.newAddress());
    await ask(web.port, place);
    expect(await ask(web.port, place, { cookie: web.cookie })).toMatchObject({ status: 303 });
  });

  test('is void once there is a newer one, and when it is wrong', async () => {
    const older = placeOf(web.door.newAddress());
    web.door.newAddress();
    for (const place of [older, `${older}x`, '/?token=', '/?token=%00']) {
      expect((await ask(web.port, place)).status, place).toBe(403);
    }
  });

  test('looking at it alone does not use it up', async () => {
    const place = placeOf(web.door.newAddress());
    expect((await ask(web.port, place, {}, 'HEAD')).status).toBe(403);
    expect((await ask(web.port, place)).status).toBe(303);
  });
});

test('without a session there is a page that says what to do, and nothing else', async () => {
  for (const place of ['/', '/index.html', '/assets/page-1a2b3c.js', '/nothing']) {
    const { status, body, headers } = await ask(web.port, place);
    expect([status, headers['cache-control']], place).toEqual([401, 'no-store']);
    expect(body).toContain('Open the address that Blemish printed');
  }
  expect((await ask(web.port, `/pixels/thumbnails/${'a'.repeat(64)}`)).status).toBe(403);
  expect(await dial(web.port, { origin: own().origin })).toBe(401);
});

test.each(['', 'x', '1.2.3', '9999999999999.AAAA.BBBB', '9999999999999..'])(
  'the session %j was made by somebody else',
  async (session) => {
    const name = web.cookie.split('=')[0];
    expect((await ask(web.port, '/', { cookie: `${name}=${session}` })).status).toBe(401);
  },
);

describe('names', () => {
  test.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost.evil:PORT',
    '0x7f.1:PORT',
  ])('a request for %s is refused', async (name) => {
    const host = name.replace('PORT', String(web.port));
    expect((await ask(web.port, '/', { cookie: web.cookie, host })).status).toBe(403);
    expect(await dial(web.port, { ...own(), host, origin: `http://${host}` })).toBe(403);
  });

  test('the names of loopback are ours', async () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]']) {
      const host = `${name}:${web.port}`;
      expect((await ask(web.port, '/', { cookie: web.cookie, host })).status, name).toBe(200);
    }
  });
});

describe('origins', () => {
  test.each([
    'http://evil.example',
    'null',
    'http://127.0.0.1:1',
    'https://127.0.0.1:PORT',
    'http://localhost:PORT',
  ])('a page of %s is refused', async (name) => {
    const origin = name.replace('PORT', String(web.port));
    expect((await ask(web.port, '/', { cookie: web.cookie, origin })).status).toBe(403);
    expect(await dial(web.port, { cookie: web.cookie, origin })).toBe(403);
  });

  test('a socket must name its own', async () => {
    expect(await dial(web.port, { cookie: web.cookie })).toBe(403);
    expect(await dial(web.port, own(), '/elsewhere')).toBe(404);
    const socket = await dial(web.port, own());
    expect(socket).toBeInstanceOf(WebSocket);
    (socket as WebSocket).terminate();
  });
});

test.each([
  '/../package.json',
  '/assets/../../open-web.ts',
  '/assets/%2e%2e/%2e%2e/open-web.ts',
  '/assets/..%2f..%2fopen-web.ts',
  '/assets\\..\\..\\open-web.ts',
  '//etc/passwd',
  '/assets',
  '/assets/',
  'http://127.0.0.1/etc/passwd',
  '/__proto__',
])('the path %s leads nowhere', async (place) => {
  expect((await ask(web.port, place, own())).status).toBe(404);
});

test.each(['/pixels/../index.html', '/pixels/thumbnails/..%2f..%2fetc%2fpasswd', '/pixels/'])(
  'the path %s has no pixels',
  async (place) => {
    expect((await ask(web.port, place, own())).status).toBe(400);
  },
);

test('every answer has the policy, word for word', async () => {
  for (const [place, headers] of [
    ['/', own()],
    ['/', {}],
    ['/', { origin: 'http://evil.example' }],
    ['/nothing', own()],
    ['/pixels/', own()],
    ['/?token=x', {}],
  ] as const) {
    const answer = await ask(web.port, place, headers);
    expect(answer.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  }
});

test('nothing can be sent', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect((await ask(web.port, '/', own(), method)).status).toBe(405);
  }
});

test('a message too large ends its own line and no other', async () => {
  const [rude, other] = (await Promise.all([dial(web.port, own()), dial(web.port, own())])) as WebSocket[];
  rude.send(Buffer.alloc(LARGEST_MESSAGE_BYTES + 1));
  const [code] = (await once(rude, 'close')) as [number];
  expect(code).toBe(1009);
  expect(other.readyState).toBe(WebSocket.OPEN);
  other.terminate();
});

test.each([
  ['0.0.0.0', 'without TLS'],
  ['::', 'without TLS'],
  ['192.168.1.7', 'without TLS'],
  ['example.com', 'no address'],
])('it does not listen on %s', async (address, problem) => {
  const { host, folder } = web.opened;
  const options = { host, windowFolder: WINDOW_FOLDER, userFolder: path.join(folder, 'user') };
  await expect(openWebDoor({ ...options, address, port: 0, tls: null })).rejects.toThrow(problem);
});

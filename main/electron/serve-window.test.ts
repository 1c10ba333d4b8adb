import path from 'node:path';
import { expect, test } from 'vitest';
import { WINDOW_HEADERS } from '../window/content-policy.ts';
import { WindowFiles } from '../window/window-files.ts';
import { serveWindow } from './serve-window.ts';

const files = await WindowFiles.open(path.resolve(import.meta.dirname, '../../tests/web/window'));
const serve = serveWindow(files, ({ url }) => Promise.resolve(new Response(url)));
const ask = (url: string, method = 'GET'): Promise<Response> => serve(new Request(url, { method }));

test('the window has the same files, paths and policy as in a browser', async () => {
  const page = await ask('blemish://window/');
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toContain('Window of a test');
  expect(page.headers.get('content-security-policy')).toBe(WINDOW_HEADERS['content-security-policy']);
  expect(await (await ask('blemish://window/pixels/a?b')).text()).toBe('blemish://window/pixels/a?b');
});

test.each([
  ['blemish://window/nothing', 404],
  ['blemish://window/assets/%2e%2e/%2e%2e/open-web.ts', 404],
  ['blemish://other/', 403],
  ['blemish://window.evil/', 403],
])('%s is answered with %i', async (url, status) => {
  expect((await ask(url)).status).toBe(status);
});

test('nothing can be sent', async () => {
  expect((await ask('blemish://window/', 'POST')).status).toBe(405);
});

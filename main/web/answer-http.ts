import type { IncomingMessage, ServerResponse } from 'node:http';
import { WINDOW_HEADERS } from '../window/content-policy.ts';
import type { WindowFile, WindowFiles } from '../window/window-files.ts';
import type { Guard } from './guard.ts';
import { REFUSALS, type Refusal, refusalPage } from './refusal-page.ts';

export type HttpHandler = (request: IncomingMessage, response: ServerResponse) => void;

export interface HttpOptions {
  readonly guard: Guard;
  readonly files: WindowFiles;
  /** Answers whatever lies below /pixels/. */
  readonly pixels: HttpHandler;
  readonly onError: (error: unknown) => void;
}

/** Lets browsers in, and serves them the window and its pixels. */
export function answerHttp({ guard, files, pixels, onError }: HttpOptions): HttpHandler {
  return (request, response) => {
    for (const [name, value] of Object.entries(WINDOW_HEADERS)) response.setHeader(name, value);
    const [path, query] = (request.url ?? '').split('?', 2);
    const token = path === '/' ? new URLSearchParams(query).get('token') : null;
    if (!guard.isOwn(request, false)) refuse(response, REFUSALS.foreign);
    else if (path.startsWith('/pixels/')) pixels(request, response);
    else if (request.method !== 'GET' && request.method !== 'HEAD') refuse(response, REFUSALS.method);
    else if (token !== null) letIn(request, response, guard, token);
    else if (!guard.hasSession(request)) refuse(response, REFUSALS.session);
    else
      sendFile(request, response, files.find(path)).catch((error: unknown) => {
        onError(error);
        refuse(response, REFUSALS.failed);
      });
  };
}

/** Whoever has a session already may open a used address again. */
function letIn(request: IncomingMessage, response: ServerResponse, guard: Guard, token: string): void {
  const session = request.method === 'GET' ? guard.sessions.redeem(token) : null;
  if (session !== null) response.setHeader('set-cookie', guard.setCookie(session));
  else if (!guard.hasSession(request)) {
    refuse(response, REFUSALS.token);
    return;
  }
  response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end();
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  found: Promise<WindowFile> | null,
): Promise<void> {
  if (found === null) {
    refuse(response, REFUSALS.missing);
    return;
  }
  const { bytes, gzipped, type, isImmutable, etag } = await found;
  const headers = {
    etag,
    vary: 'accept-encoding',
    'cache-control': isImmutable ? 'private, max-age=31536000, immutable' : 'no-cache',
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'])) ? gzipped : null;
  const body = zipped ?? bytes;
  response.writeHead(200, {
    ...headers,
    'content-type': type,
    'content-length': body.length,
    ...(zipped !== null && { 'content-encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  const page = Buffer.from(refusalPage(refusal));
  response.writeHead(refusal.status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': page.length,
    'cache-control': 'no-store',
    // What was sent and not read would be taken for the next request.
    connection: 'close',
  });
  response.end(page);
}

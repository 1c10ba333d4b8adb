import type { IncomingMessage, ServerResponse } from 'node:http';
import { parsePixelPath } from '../../../app/contract/pixel-urls.ts';
import type { OpenProject } from '../open-project.ts';
import type { HostLog } from '../typed-errors.ts';
import { type PixelAnswer, answerPixels } from './answer-pixels.ts';

export interface PixelHandlerOptions {
  /** The open project; null where there is none. */
  readonly project: () => OpenProject | null;
  /** Whether who asks may see anything: the door decides. */
  readonly mayRead: (request: IncomingMessage) => boolean;
  readonly log: HostLog;
}

/** Serves thumbnails, tiles and label maps by URL (docs/contract.md), to be called for every path below /pixels/. */
export function pixelHandler(
  options: PixelHandlerOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    handle(request, response, options).catch((error: unknown) => {
      options.log.error({ err: error }, 'pixels could not be served');
      refuse(response, 500, 'Blemish failed', 'Please report this with the log');
    });
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { project, mayRead }: PixelHandlerOptions,
): Promise<void> {
  const asked = stopSignal(response);
  const path = request.url ?? '';
  const pixels = parsePixelPath(path);
  const open = project();
  if (!mayRead(request)) {
    refuse(response, 403, 'You may not see this', 'Open Blemish again');
  } else if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    refuse(response, 405, 'Pixels can only be read', 'Use GET');
  } else if (pixels === null) {
    refuse(response, 400, 'There are no such pixels', 'Use the paths of the contract');
  } else if (open === null) {
    refuse(response, 404, 'No project is open', 'Open one');
  } else if (names(request.headers['if-none-match'], etagOf(path))) {
    response.writeHead(304, { ...IMMUTABLE, etag: etagOf(path) }).end();
  } else {
    const answer = await answerPixels(pixels, open, asked);
    if (answer !== null && !asked.aborted) send(response, answer, etagOf(path), request.method === 'HEAD');
  }
}

/** A path names one content for good. */
function etagOf(path: string): string {
  return `"${path}"`;
}

/** Aborts where the one who asked goes before the answer is sent. */
function stopSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

/** The answer never changes: whoever has it need not ask again. */
const IMMUTABLE = { 'cache-control': 'private, max-age=31536000, immutable' };
const NO_SNIFFING = { 'x-content-type-options': 'nosniff' };

const STATUSES = { gone: 404, unusable: 422, internal: 500 } as const;

function send(response: ServerResponse, answer: PixelAnswer, etag: string, headOnly: boolean): void {
  if (!answer.found) {
    refuse(response, STATUSES[answer.why], answer.problem, answer.remedy);
    return;
  }
  const { type, bytes } = answer;
  response.writeHead(200, {
    ...IMMUTABLE,
    ...NO_SNIFFING,
    etag,
    'content-type': type,
    'content-length': bytes.length,
  });
  response.end(headOnly ? undefined : bytes);
}

function refuse(response: ServerResponse, status: number, problem: string, remedy: string): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    ...NO_SNIFFING,
    'cache-control': 'no-store',
    'content-type': 'application/json',
  });
  response.end(JSON.stringify({ problem, remedy }));
}

function names(header: string | undefined, etag: string): boolean {
  return (header ?? '')
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

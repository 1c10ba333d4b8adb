import type { IncomingMessage, ServerResponse } from 'node:http';
import type { OpenProject } from '../open-project.ts';
import type { HostLog } from '../typed-errors.ts';
import { type PixelResponse, pixelResponse, refusal } from './pixel-response.ts';

export interface PixelHandlerOptions {
  /** The open project; null where there is none. */
  readonly project: () => OpenProject | null;
  /** Whether who asks may see anything: the door decides. */
  readonly mayRead: (request: IncomingMessage) => boolean;
  readonly log: HostLog;
}

/** Serves thumbnails, tiles and label maps to node:http, to be called for every path below /pixels/. */
export function pixelHandler({
  project,
  mayRead,
  log,
}: PixelHandlerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    if (!mayRead(request)) {
      send(response, refusal(403, 'You may not see this', 'Open Blemish again'));
      return;
    }
    const asked = {
      method: request.method,
      path: request.url ?? '',
      known: request.headers['if-none-match'],
    };
    pixelResponse(asked, project(), stopSignal(response)).then(
      (answer) => {
        if (answer !== null) send(response, answer);
      },
      (error: unknown) => {
        log.error({ err: error }, 'pixels could not be served');
        send(response, refusal(500, 'Blemish failed', 'Please report this with the log'));
      },
    );
  };
}

/** Aborts where the one who asked goes before the answer is sent. */
function stopSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function send(response: ServerResponse, { status, headers, body }: PixelResponse): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, headers).end(body ?? undefined);
}

import { WINDOW_HEADERS } from '../window/content-policy.ts';
import type { WindowFiles } from '../window/window-files.ts';
import { WINDOW_ORIGIN } from './window-address.ts';

/**
 * Answers blemish://window/..., as main/web does by HTTP.
 * @param pixels answers whatever lies below /pixels/
 */
export function serveWindow(
  files: WindowFiles,
  pixels: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!request.url.startsWith(`${WINDOW_ORIGIN}/`)) return refused(403);
    const path = request.url.slice(WINDOW_ORIGIN.length).split('?', 1)[0];
    const response = path.startsWith('/pixels/') ? await pixels(request) : await file(request, files, path);
    for (const [name, value] of Object.entries(WINDOW_HEADERS)) response.headers.set(name, value);
    return response;
  };
}

async function file(request: Request, files: WindowFiles, path: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405);
  const found = files.find(path);
  if (found === null) return refused(404);
  const { bytes, type } = await found;
  return new Response(bytes, { headers: { 'content-type': type } });
}

function refused(status: number): Response {
  return new Response(null, { status });
}

import { parsePixelPath } from '../../../app/contract/pixel-urls.ts';
import type { OpenProject } from '../open-project.ts';
import { type PixelAnswer, answerPixels } from './answer-pixels.ts';

export interface PixelRequest {
  readonly method: string | undefined;
  /** As it was asked for: one that only looks different is refused. */
  readonly path: string;
  /** The header If-None-Match. */
  readonly known: string | undefined;
}

/** As HTTP has it, whatever carries it. */
export interface PixelResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string | null;
}

/**
 * Thumbnails, tiles and label maps by URL (docs/contract.md); null where who asked has gone.
 * @param open the open project; null where there is none
 */
export async function pixelResponse(
  { method, path, known }: PixelRequest,
  open: OpenProject | null,
  asked: AbortSignal,
): Promise<PixelResponse | null> {
  if (method !== 'GET' && method !== 'HEAD') {
    const refused = refusal(405, 'Pixels can only be read', 'Use GET');
    return { ...refused, headers: { ...refused.headers, allow: 'GET, HEAD' } };
  }
  const pixels = parsePixelPath(path);
  if (pixels === null) return refusal(400, 'There are no such pixels', 'Use the paths of the contract');
  if (open === null) return refusal(404, 'No project is open', 'Open one');
  const etag = etagOf(path);
  if (names(known, etag)) return { status: 304, headers: { ...IMMUTABLE, etag }, body: null };
  const answer = await answerPixels(pixels, open, asked);
  return answer === null || asked.aborted ? null : found(answer, etag, method === 'HEAD');
}

/** What is not the content, and is not kept. */
export function refusal(status: number, problem: string, remedy: string): PixelResponse {
  const headers = { ...NO_SNIFFING, 'cache-control': 'no-store', 'content-type': 'application/json' };
  return { status, headers, body: JSON.stringify({ problem, remedy }) };
}

/** A path names one content for good. */
function etagOf(path: string): string {
  return `"${path}"`;
}

/** The answer never changes: whoever has it need not ask again. */
const IMMUTABLE = { 'cache-control': 'private, max-age=31536000, immutable' };
const NO_SNIFFING = { 'x-content-type-options': 'nosniff' };

const STATUSES = { gone: 404, unusable: 422, internal: 500 } as const;

function found(answer: PixelAnswer, etag: string, headOnly: boolean): PixelResponse {
  if (!answer.found) return refusal(STATUSES[answer.why], answer.problem, answer.remedy);
  const { type, bytes } = answer;
  const headers = { 'content-type': type, 'content-length': String(bytes.length) };
  return {
    status: 200,
    headers: { ...IMMUTABLE, ...NO_SNIFFING, etag, ...headers },
    body: headOnly ? null : bytes,
  };
}

function names(header: string | undefined, etag: string): boolean {
  return (header ?? '')
    .split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

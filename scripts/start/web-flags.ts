import { BlemishError } from '../../app/domain/errors.ts';
import type { Listening } from '../../main/web/listening.ts';

/** @throws {BlemishError} 'usage' where it is no port */
export function portOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw wrongUse(`--port ${text} is no port`, 'Give a number from 0 to 65535; 0 is any that is free');
}

/** @throws {BlemishError} 'usage' where one of the two is missing */
export function tlsOf(flags: {
  readonly 'tls-key'?: string;
  readonly 'tls-cert'?: string;
}): Listening['tls'] {
  const { 'tls-key': key, 'tls-cert': certificate } = flags;
  if (key === undefined && certificate === undefined) return null;
  if (key !== undefined && certificate !== undefined) return { key, certificate };
  throw wrongUse('TLS needs a key and a certificate', 'Give both --tls-key and --tls-cert');
}

function wrongUse(problem: string, remedy: string): BlemishError {
  return new BlemishError('usage', { problem, remedy });
}

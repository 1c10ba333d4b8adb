import type { X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Whether a request was meant for this server and comes from its own page. The name in it must be ours: a foreign name
 * that was made to lead here (DNS rebinding) would make a foreign page one of our own origin.
 */
export class OwnNames {
  readonly #port: number;
  readonly #certificate: X509Certificate | null;

  /** @param certificate names the server; without one it has the names of loopback alone */
  constructor(port: number, certificate: X509Certificate | null) {
    this.#port = port;
    this.#certificate = certificate;
  }

  isHost(host: string | undefined): boolean {
    const url = parsed(`${this.#scheme}://${host ?? ''}`);
    if (url === null || url.host !== host?.toLowerCase()) return false;
    const port = url.port === '' ? this.#defaultPort : Number(url.port);
    return port === this.#port && this.#isName(url.hostname);
  }

  /** Browsers name the origin of every request but plain reading; `required` for what none sends without it. */
  isOrigin({ host, origin }: IncomingHttpHeaders, required: boolean): boolean {
    if (origin === undefined) return !required;
    return origin === `${this.#scheme}://${host ?? ''}`;
  }

  /** Where to open the window. @param address that it listens on */
  origin(address: string): string {
    const host = isIP(address) === 6 ? `[${address}]` : address;
    return new URL(`${this.#scheme}://${this.#nameInCertificate() ?? host}:${this.#port}`).origin;
  }

  get #scheme(): string {
    return this.#certificate === null ? 'http' : 'https';
  }

  get #defaultPort(): number {
    return this.#certificate === null ? 80 : 443;
  }

  #isName(name: string): boolean {
    if (this.#certificate === null) return LOOPBACK_NAMES.includes(name);
    const bare = name.replace(/^\[|\]$/g, '');
    return isIP(bare) === 0
      ? this.#certificate.checkHost(bare) !== undefined
      : this.#certificate.checkIP(bare) !== undefined;
  }

  #nameInCertificate(): string | null {
    return /DNS:([^,*"]+)/.exec(this.#certificate?.subjectAltName ?? '')?.[1] ?? null;
  }
}

function parsed(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

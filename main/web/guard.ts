import type { IncomingMessage } from 'node:http';
import type { OwnNames } from './own-names.ts';
import type { Sessions } from './sessions.ts';

/** Who may come in, by HTTP and by WebSocket alike. */
export class Guard {
  readonly sessions: Sessions;
  readonly #names: OwnNames;
  readonly #cookieName: string;
  readonly #attributes: string;

  /** @param port cookies are shared by all ports of a name, so that each server needs a name of its own */
  constructor(names: OwnNames, sessions: Sessions, port: number, isSecure: boolean) {
    this.#names = names;
    this.sessions = sessions;
    this.#cookieName = `blemish-${port}`;
    this.#attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  }

  /** Whether a request was sent under our own name and, where it says so, by our own page. */
  isOwn({ headers }: IncomingMessage, mustSayOrigin: boolean): boolean {
    return this.#names.isHost(headers.host) && this.#names.isOrigin(headers, mustSayOrigin);
  }

  hasSession({ headers }: IncomingMessage): boolean {
    const cookies = (headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
    const prefix = `${this.#cookieName}=`;
    return cookies.some(
      (cookie) => cookie.startsWith(prefix) && this.sessions.isValid(cookie.slice(prefix.length)),
    );
  }

  /** The header that gives a browser its session. */
  setCookie(session: string): string {
    return `${this.#cookieName}=${session}; ${this.#attributes}`;
  }
}

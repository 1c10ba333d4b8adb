import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const KEY_BYTES = 32;
const SESSION_MS = 7 * 24 * 3600 * 1000;

/**
 * Who may use the workstation in a browser: a token, good for one use, becomes a session. Sessions are signed and not
 * remembered, so a page that stays open finds its way back to a server that was started again.
 */
export class Sessions {
  readonly #key: Uint8Array;
  readonly #now: () => number;
  #token: Uint8Array | null = null;

  private constructor(key: Uint8Array, now: () => number) {
    this.#key = key;
    this.#now = now;
  }

  /** @param folder holds the key, which none but the person themselves can read */
  static async open(folder: string, now = Date.now): Promise<Sessions> {
    return new Sessions(await keyIn(folder), now);
  }

  /** A new token; one that was given before is void. */
  newToken(): string {
    const token = randomBytes(KEY_BYTES).toString('base64url');
    this.#token = digest(token);
    return token;
  }

  /** A session for a token; null where it is wrong or was used. */
  redeem(token: string): string | null {
    if (this.#token === null || !timingSafeEqual(this.#token, digest(token))) return null;
    this.#token = null;
    const claim = `${this.#now() + SESSION_MS}.${randomBytes(16).toString('base64url')}`;
    return `${claim}.${this.#signature(claim)}`;
  }

  isValid(session: string): boolean {
    const end = session.lastIndexOf('.');
    const [claim, signature] = [session.slice(0, end), session.slice(end + 1)];
    const isOurs = timingSafeEqual(digest(signature), digest(this.#signature(claim)));
    return isOurs && Number.parseInt(claim) > this.#now();
  }

  #signature(claim: string): string {
    return createHmac('sha256', this.#key).update(claim).digest('base64url');
  }
}

/** Of one length, so that comparing takes the same time whatever was sent. */
function digest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

async function keyIn(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, 'browser-sessions.key');
  const key = await readFile(file).catch(() => null);
  if (key?.length === KEY_BYTES) return key;
  const made = randomBytes(KEY_BYTES);
  await writeFile(file, made, { mode: 0o600 });
  return made;
}

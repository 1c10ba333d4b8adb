import { BlemishError } from '../domain/errors.ts';

/**
 * Text in a file, without a byte-order mark.
 *
 * @throws {BlemishError} 'input' where it is not UTF-8.
 */
export function decodeText(bytes: Uint8Array, subject: string): string {
  try {
    return STRICT.decode(bytes);
  } catch (cause) {
    throw new BlemishError('input', {
      subject,
      problem: 'The text is not UTF-8',
      remedy: 'Save the file as UTF-8.',
      cause,
    });
  }
}

const STRICT = new TextDecoder('utf-8', { fatal: true });

import { BlemishError } from '../domain/errors.ts';

/**
 * The text of a small file, without a byte-order mark.
 *
 * @throws {BlemishError} 'input' where it is not UTF-8.
 */
export function decodeText(bytes: Uint8Array, subject: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BlemishError('input', {
      subject,
      problem: 'The file is not UTF-8 text',
      remedy: 'Save it as UTF-8.',
      cause,
    });
  }
}

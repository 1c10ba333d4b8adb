import { BlemishError } from '../domain/errors.ts';

/**
 * The value of a JSON text.
 * @throws {BlemishError} 'input' in one line; NaN and infinities, which Python writes, are named
 */
export function parseJson(text: string, subject: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = /[[,:\s](NaN|-?Infinity)\b/.exec(text);
    throw new BlemishError('input', {
      subject,
      problem:
        reason === null
          ? `This is not JSON: ${oneLine(cause)}`
          : `${reason[1]} stands where a number is expected`,
      remedy: 'Export the file again from its source',
      cause,
    });
  }
}

function oneLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/g, ' ').slice(0, 120);
}

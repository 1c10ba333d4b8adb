import { readFile } from 'node:fs/promises';
import type { Advice } from '../../app/domain/advice.ts';
import { BlemishError } from '../../app/domain/errors.ts';
import { decodeText } from '../../app/formats/decode-text.ts';

/**
 * The text of a file that a person named.
 * @param what the file is to be, as the error says it: "The class mapping"
 * @throws {BlemishError} 'input' where it cannot be read or is not UTF-8
 */
export async function readGivenText(file: string, what: string, advice: Advice): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new BlemishError('input', {
      subject: file,
      problem: `${what} cannot be read`,
      remedy: 'Check the path, and that you may read it',
      advice,
      cause,
    });
  });
  return decodeText(bytes, file);
}

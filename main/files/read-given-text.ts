import { readFile } from 'node:fs/promises';
import { BlemishError } from '../../app/domain/errors.ts';
import { decodeText } from '../../app/formats/decode-text.ts';

/**
 * The text of a file that a person named.
 * @param what the file is to be, as the error says it: "The class mapping"
 * @param option how it was named: "--classes"
 * @throws {BlemishError} 'input' where it cannot be read or is not UTF-8
 */
export async function readGivenText(file: string, what: string, option: string): Promise<string> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new BlemishError('input', {
      subject: file,
      problem: `${what} cannot be read`,
      remedy: `Check the path given with ${option}, and that you may read it`,
      cause,
    });
  });
  return decodeText(bytes, file);
}

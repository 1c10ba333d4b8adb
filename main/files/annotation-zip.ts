import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { BlemishError } from '../../app/domain/errors.ts';
import type { AnnotationFiles } from '../../app/formats/annotation-format.ts';

export interface ZipLimits {
  readonly files: number;
  /** Of all files unpacked. */
  readonly bytes: number;
}

/** Files to be closed when they are no longer read. */
export interface AnnotationZip extends AnnotationFiles {
  readonly close: () => void;
}

const LIMITS: ZipLimits = { files: 200_000, bytes: 2 ** 34 };
/** File type bits of Unix, in the upper half of the attributes. */
const [TYPE_BITS, LINK] = [0o170000, 0o120000];

/**
 * The files in a zip, unpacked as they are read and never to disk.
 * @throws {BlemishError} 'input' for a damaged or encrypted zip, one that unpacks to more than the limits, and names
 *   that leave it, are links, or are there twice
 */
export async function annotationZip(zipPath: string, limits: ZipLimits = LIMITS): Promise<AnnotationZip> {
  const zip = await openPromise(zipPath, { autoClose: false, strictFileNames: true }).catch(
    (cause: unknown) => {
      throw damaged(zipPath, cause);
    },
  );
  const entries = await entriesOf(zip, zipPath, limits).catch((error: unknown) => {
    zip.close();
    throw error;
  });
  async function* stream(file: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(file);
    if (entry === undefined) throw new RangeError(`${zipPath} has no ${file}`);
    try {
      for await (const piece of await zip.openReadStreamPromise(entry)) yield piece as Buffer;
    } catch (cause) {
      throw cause instanceof BlemishError ? cause : damaged(`${zipPath}, ${file}`, cause);
    }
  }
  return {
    paths: [...entries.keys()].sort(),
    stream,
    async read(file) {
      const pieces: Uint8Array[] = [];
      for await (const piece of stream(file)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    close: () => {
      zip.close();
    },
  };
}

async function entriesOf(zip: ZipFile, zipPath: string, limits: ZipLimits): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  const refused = (name: string, problem: string): BlemishError =>
    new BlemishError('input', {
      subject: name === '' ? zipPath : `${zipPath}, ${name}`,
      problem,
      remedy: 'Unpack it yourself if you trust it, and name the folder',
    });
  const iterator = zip.eachEntry();
  for (;;) {
    // Names that leave the zip are refused by yauzl.
    const next = await iterator.next().catch((cause: unknown) => {
      throw damaged(zipPath, cause);
    });
    if (next.done === true) return entries;
    const entry: Entry = next.value;
    const name = entry.fileName;
    if (((entry.externalFileAttributes >>> 16) & TYPE_BITS) === LINK) throw refused(name, 'It is a link');
    if (name.endsWith('/') || name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'))
      continue;
    if (entry.isEncrypted()) throw refused(name, 'It is encrypted');
    if (entries.has(name)) throw refused(name, 'It is there twice');
    entries.set(name, entry);
    bytes += entry.uncompressedSize;
    if (entries.size > limits.files) throw refused('', `The zip holds more than ${limits.files} files`);
    if (bytes > limits.bytes) throw refused('', `The zip unpacks to more than ${limits.bytes} bytes`);
  }
}

function damaged(subject: string, cause: unknown): BlemishError {
  const reason = cause instanceof Error ? cause.message.replace(/\s+/g, ' ') : String(cause);
  return new BlemishError('input', {
    subject,
    problem: `The zip cannot be read: ${reason}`,
    remedy: 'Check the path, or pack it again',
    cause,
  });
}

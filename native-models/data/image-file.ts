import { readFile } from 'node:fs/promises';
import sharp, { type Metadata, type SharpOptions } from 'sharp';
import { BlemishError } from '../../app/domain/errors.ts';

/** A picture file in memory whose header has been read and found acceptable; its pixels have not been looked at. */
export interface ImageFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly header: Metadata;
}

/** Nothing larger is decoded: a broken header must not ask for all the memory there is. */
const LARGEST_PIXEL_COUNT = 2 ** 28;

const FORMATS: readonly string[] = ['png', 'jpeg', 'tiff', 'webp'];

/**
 * How sharp opens a picture: pixels as they are stored (no colour management), upright, the first page of several,
 * and damaged files refused. Size and channels are checked by `openImageFile` in words of our own.
 */
export const AS_STORED: SharpOptions = {
  autoOrient: true,
  ignoreIcc: true,
  failOn: 'error',
  limitInputPixels: false,
  limitInputChannels: false,
};

/**
 * Reads a PNG, JPEG, TIFF or WebP file and its header; the format is told by content, not by the file's name.
 *
 * @throws {BlemishError} 'input' where the file is missing, empty, no picture, of another format or too large.
 */
export async function openImageFile(path: string): Promise<ImageFile> {
  const bytes = await readBytes(path);
  const header = await readHeader(path, bytes);
  if (!FORMATS.includes(header.format)) {
    throw unreadable(path, `is a picture of the format ${header.format}, which is not read here`, CONVERT);
  }
  if (header.width * header.height > LARGEST_PIXEL_COUNT) {
    throw unreadable(
      path,
      `has ${header.width}x${header.height} pixels, more than the ${LARGEST_PIXEL_COUNT} that fit in memory`,
      'Cut the picture into smaller ones',
    );
  }
  return { path, bytes, header };
}

/** The error for a picture whose header is fine and whose pixels are not. */
export function damaged(path: string, cause: unknown): BlemishError {
  return new BlemishError('input', {
    subject: path,
    problem: 'The picture is damaged or truncated',
    remedy: 'Copy the file again from its source, or remove it from the data set.',
    cause,
  });
}

/** The error for a picture file that cannot be used as it is. */
export function unreadable(path: string, problem: string, remedy: string, cause?: unknown): BlemishError {
  return new BlemishError('input', {
    subject: path,
    problem: `The file ${problem}`,
    remedy: `${remedy}.`,
    cause,
  });
}

const CONVERT = 'Convert it to PNG';

async function readBytes(path: string): Promise<Buffer> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw unreadable(path, 'cannot be read', 'Check that it is there and that you may read it', cause);
  });
  if (bytes.length === 0) {
    throw unreadable(path, 'is empty', 'Copy it again from its source, or remove it from the data set');
  }
  return bytes;
}

async function readHeader(path: string, bytes: Buffer): Promise<Metadata> {
  if (bytes.subarray(0, 2).toString('latin1') === 'BM') {
    throw unreadable(path, 'is a BMP picture, which is not read here', CONVERT);
  }
  return sharp(bytes, AS_STORED)
    .metadata()
    .catch((cause: unknown) => {
      throw startsLikeAPicture(bytes)
        ? damaged(path, cause)
        : unreadable(path, 'is not a picture', 'Give a PNG, JPEG, TIFF or WebP file', cause);
    });
}

function startsLikeAPicture(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 4).toString('latin1');
  return (
    ['\x89PNG', 'II*\0', 'MM\0*', 'II+\0', 'MM\0+', 'RIFF'].includes(start) || start.startsWith('\xff\xd8')
  );
}

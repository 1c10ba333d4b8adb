import { createHash } from 'node:crypto';
import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type ImageFile, openImageFile, unreadable } from '../../native-models/data/image-file.ts';

/** The file is not, or no longer, the one that was meant. */
export class ChangedImage extends Error {}

export interface HashedImageFile extends ImageFile {
  /** SHA-256 of the file's bytes, hex. */
  readonly hash: string;
  /** ms since 1970 */
  readonly modifiedMs: number;
}

/**
 * Opens an image file and hashes the very bytes that will be decoded.
 * @param expected the hash they must have, if one is known
 * @throws {ChangedImage} where they have another, or the file changed while it was read
 * @throws {BlemishError} as `openImageFile`
 */
export async function openUnchanged(path: string, expected?: string): Promise<HashedImageFile> {
  const before = await requireFile(path);
  const file = await openImageFile(path);
  const after = await stat(path).catch(() => null);
  if (after?.mtimeMs !== before.mtimeMs || after.size !== file.bytes.length) {
    throw new ChangedImage('The file changed while it was read');
  }
  const hash = createHash('sha256').update(file.bytes).digest('hex');
  if (expected !== undefined && hash !== expected) {
    throw new ChangedImage('The file holds another picture than when it was imported');
  }
  return { ...file, hash, modifiedMs: before.mtimeMs };
}

/**
 * A pipe or a device may never end, so it is not opened at all.
 * @throws {BlemishError} 'input' where there is no such file
 */
export async function requireFile(path: string): Promise<Stats> {
  const details = await stat(path).catch((cause: unknown) => {
    throw unreadable(path, 'cannot be read', 'Check that it is there and that you may read it', cause);
  });
  if (!details.isFile()) throw unreadable(path, 'is a folder, a pipe or a device', 'Name a picture file');
  return details;
}

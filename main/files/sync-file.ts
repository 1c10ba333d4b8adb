import { open } from 'node:fs/promises';

/** Forces a file that another has written to the disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
}

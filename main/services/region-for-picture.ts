import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';

/**
 * The file that tells what to inspect in a picture: `regions` itself, or in the folder of that name the PNG called as
 * the picture.
 *
 * @throws {BlemishError} 'input' where the folder has none for the picture.
 */
export function regionFile(regions: string, picture: string): string {
  if (!existsSync(regions) || !statSync(regions).isDirectory()) return regions;
  const file = path.join(regions, `${path.parse(picture).name}.png`);
  if (existsSync(file)) return file;
  throw new BlemishError('input', {
    subject: picture,
    problem: `there is no region for it, ${file}`,
    remedy: 'Put a picture of its size there, white where it is to be inspected',
  });
}

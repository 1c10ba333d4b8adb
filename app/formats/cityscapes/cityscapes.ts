import type { AnnotationFiles, AnnotationFormat } from '../annotation-format.ts';
import { firstBytes } from '../first-bytes.ts';
import { pngHeader } from '../png/png-header.ts';
import { cityscapesMasks } from './mask-paths.ts';
import { readCityscapes } from './read-cityscapes.ts';
import { writeCityscapes } from './write-cityscapes.ts';

/** Enough for a PNG's header. */
const HEADER_BYTES = 64;

/** Cityscapes: `_labelIds` (class ids) and `_instanceIds` (class * 1000 + n, 16 bit) for each picture. */
export const cityscapes: AnnotationFormat = {
  name: 'cityscapes',
  title: 'Cityscapes (labelIds and instanceIds)',
  recognises,
  read: readCityscapes,
  write: writeCityscapes,
};

async function recognises(files: AnnotationFiles): Promise<boolean> {
  const masks = cityscapesMasks(files.paths);
  if (masks.length === 0) return false;
  return pngHeader(await firstBytes(files, masks[0].path, HEADER_BYTES))?.channels === 1;
}

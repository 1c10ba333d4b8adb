import type { AnnotationFiles, AnnotationFormat } from '../annotation-format.ts';
import { cityscapes } from '../cityscapes/cityscapes.ts';
import { cvatMasks } from '../cvat-masks/cvat-masks.ts';
import { readColourMaps } from '../png/colour-map-file.ts';
import { classMaskPaths } from '../png/mask-folders.ts';
import { maskKind } from '../png/mask-kind.ts';
import { readIndexedPng } from './read-indexed-png.ts';
import { writeIndexedPng } from './write-indexed-png.ts';

/** A PNG per picture whose values are class ids: PASCAL VOC, ADE20K, ISAT, and colour masks with a colour map. */
export const indexedPng: AnnotationFormat = {
  name: 'indexed-png',
  title: 'Indexed PNG (VOC SegmentationClass, ADE20K)',
  recognises,
  read: readIndexedPng,
  write: writeIndexedPng,
};

async function recognises(files: AnnotationFiles): Promise<boolean> {
  const masks = classMaskPaths(files.paths);
  if (masks.length === 0) return false;
  if ((await cityscapes.recognises(files)) || (await cvatMasks.recognises(files))) return false;
  const kind = await maskKind(files, masks);
  return kind === 'indexed' || (kind === 'coloured' && (await readColourMaps(files)).length > 0);
}

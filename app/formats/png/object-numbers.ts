import { BlemishError } from '../../domain/errors.ts';
import type { AnnotationFiles } from '../annotation-format.ts';
import { decodePng } from './decode-png.ts';
import { objectMaskPath } from './mask-folders.ts';
import { packedColour, packedColours } from './packed-colours.ts';
import { VOC_VOID } from './voc-label-map.ts';

/** The void between objects, in masks of one value per pixel. */
const VOID_INDEX = 255;

/**
 * The object numbers that lie beside a class mask (VOC's SegmentationObject): one per pixel, by index or colour, 0 =
 * none; null where there are none.
 *
 * @throws {BlemishError} 'input' where the object mask is damaged or not of the class mask's size.
 */
export async function readObjectNumbers(
  files: AnnotationFiles,
  classMask: string,
  size: { readonly width: number; readonly height: number },
): Promise<ArrayLike<number> | null> {
  const path = objectMaskPath(classMask);
  if (path === classMask || !files.paths.includes(path)) return null;
  const png = await decodePng(await files.read(path), path);
  if (png.width !== size.width || png.height !== size.height) {
    throw new BlemishError('input', {
      subject: path,
      problem: `The object mask is ${png.width}x${png.height} px, its class mask ${size.width}x${size.height}`,
      remedy: 'Export both again from their source.',
    });
  }
  const isColoured = png.channels > 1;
  const numbers = isColoured ? packedColours(png) : png.values;
  const none = isColoured ? packedColour(VOC_VOID) : VOID_INDEX;
  return numbers.map((number) => (number === none && png.depth <= 8 ? 0 : number));
}

import { BlemishError } from '../../domain/errors.ts';
import { encodeValues } from '../../mask/run-length-code.ts';
import type { RunLengthMap } from '../../mask/run-length-map.ts';
import type { AnnotationFiles, Report } from '../annotation-format.ts';
import { decodeBinaryMask } from './binary-mask.ts';

/** One class of one picture. */
interface ClassMask {
  readonly path: string;
  readonly classId: number;
}

/**
 * The labels of a picture from its binary masks, one or more (`masks` is not empty), later ones over earlier.
 *
 * @throws {BlemishError} 'input' where a mask is damaged, coloured, or of another size than the first.
 */
export async function mergedMasks(
  files: AnnotationFiles,
  masks: readonly ClassMask[],
  report: Report,
): Promise<RunLengthMap> {
  const first = await decodeBinaryMask(await files.read(masks[0].path), masks[0].path, report);
  const classIds = first.inside.map((inside) => inside * masks[0].classId);
  for (const { path, classId } of masks.slice(1)) {
    const { inside, width, height } = await decodeBinaryMask(await files.read(path), path, report);
    if (width !== first.width || height !== first.height) {
      throw new BlemishError('input', {
        subject: path,
        problem: `The mask is ${width}x${height} px, ${masks[0].path} of the same picture ${first.width}x${first.height}`,
        remedy: 'Export both at the size of the picture.',
      });
    }
    if (paintOver(classIds, inside, classId)) {
      report({
        kind: 'changed',
        text: 'Where masks of a picture overlap, the later one counts',
        subject: path,
      });
    }
  }
  return encodeValues(classIds, first.width, first.height);
}

/** Whether any pixel had another class before. */
function paintOver(classIds: Uint8Array, inside: Uint8Array, classId: number): boolean {
  let overlaps = false;
  for (let pixel = 0; pixel < classIds.length; pixel++) {
    if (inside[pixel] === 0) continue;
    overlaps ||= classIds[pixel] !== 0 && classIds[pixel] !== classId;
    classIds[pixel] = classId;
  }
  return overlaps;
}

import { encode } from 'fast-png';
import type { Rgb } from '../../domain/class-colours.ts';
import type { AnnotatedImage, OutputFile, Report } from '../annotation-format.ts';
import { classIds, objectMask } from './object-mask.ts';

/** A palette PNG of 8 bits; fast-png wants its entries as plain lists. */
export function palettePng(
  values: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  palette: readonly Rgb[],
): Uint8Array {
  return encode({ width, height, channels: 1, data: values, palette: palette.map((colour) => [...colour]) });
}

/** The class mask of a picture and, where instances have numbers, its object mask, in VOC's two folders. */
export function* vocMasks(
  { picture, labels }: AnnotatedImage,
  stem: string,
  palettes: { readonly classes: readonly Rgb[]; readonly objects: readonly Rgb[] },
  report: Report,
): Generator<OutputFile> {
  yield {
    path: `SegmentationClass/${stem}.png`,
    content: palettePng(classIds(labels), labels, palettes.classes),
  };
  const objects = objectMask(labels);
  if (objects === null) return;
  for (let lost = 0; lost < objects.lostInstances; lost++) {
    report({
      kind: 'lost',
      text: 'An object mask numbers 254 instances; more are told by component',
      subject: picture,
    });
  }
  yield {
    path: `SegmentationObject/${stem}.png`,
    content: palettePng(objects.numbers, labels, palettes.objects),
  };
}

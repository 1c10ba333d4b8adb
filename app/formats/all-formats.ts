import type { AnnotationFormat, FormatName } from './annotation-format.ts';
import { binaryMasks } from './binary-masks/binary-masks.ts';
import { cityscapes } from './cityscapes/cityscapes.ts';
import { coco } from './coco/coco.ts';
import { cvatImages } from './cvat-images/cvat-images.ts';
import { cvatMasks } from './cvat-masks/cvat-masks.ts';
import { datumaro } from './datumaro/datumaro.ts';
import { indexedPng } from './indexed-png/indexed-png.ts';
import { labelStudio } from './label-studio/label-studio.ts';
import { labelme } from './labelme/labelme.ts';
import { mvtecAd } from './mvtec-ad/mvtec-ad.ts';
import { yoloSeg } from './yolo-seg/yolo-seg.ts';

/** Every annotation format by its name. */
export const ALL_FORMATS: Readonly<Record<FormatName, AnnotationFormat>> = {
  'indexed-png': indexedPng,
  coco,
  labelme,
  'cvat-images': cvatImages,
  'cvat-masks': cvatMasks,
  'label-studio': labelStudio,
  'mvtec-ad': mvtecAd,
  'yolo-seg': yoloSeg,
  datumaro,
  cityscapes,
  'binary-masks': binaryMasks,
};

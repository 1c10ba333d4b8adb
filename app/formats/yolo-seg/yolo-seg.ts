import type { AnnotationFormat } from '../annotation-format.ts';
import { firstBytes } from '../first-bytes.ts';
import { beginsWithOutline } from './label-rows.ts';
import { labelPaths } from './label-paths.ts';
import { readYoloSeg } from './read-yolo-seg.ts';
import { writeYoloSeg } from './write-yolo-seg.ts';

/** So many label files are looked at, of which the first may be empty. */
const SAMPLE = 200;
const SAMPLE_BYTES = 1024;

/** YOLO segmentation labels: https://docs.ultralytics.com/datasets/segment. */
export const yoloSeg: AnnotationFormat = {
  name: 'yolo-seg',
  title: 'YOLO segmentation (TXT)',
  async recognises(files) {
    for (const path of labelPaths(files).slice(0, SAMPLE)) {
      const text = new TextDecoder().decode(await firstBytes(files, path, SAMPLE_BYTES));
      if (beginsWithOutline(text)) return true;
    }
    return false;
  },
  read: readYoloSeg,
  write: writeYoloSeg,
};

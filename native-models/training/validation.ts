import { withIgnoreBand } from '../../app/mask/ignore-band.ts';
import { IGNORE, type LabelMap } from '../../app/mask/label-map.ts';
import {
  addConfusions,
  confusionMatrix,
  emptyConfusion,
  type ConfusionMatrix,
} from '../../app/metrics/confusion.ts';
import type { ClassProbabilities } from '../../app/metrics/operating-point.ts';
import { readLabelMap, type DatasetItem } from '../data/dataset.ts';
import type { ModelCard } from '../weights/model-folder.ts';
import { decodeImage, type DecodedImage } from '../data/decode-image.ts';

export type Predict = (image: DecodedImage) => Promise<ClassProbabilities>;

/** The confusion matrix of a subset at native resolution, each pixel of its most probable class. */
export async function validate(
  items: readonly DatasetItem[],
  { classes, ignoreBandPx }: Pick<ModelCard, 'classes' | 'ignoreBandPx'>,
  predict: Predict,
): Promise<ConfusionMatrix> {
  let confusion = emptyConfusion(classes.length);
  for (const item of items) {
    const probabilities = await predict(await decodeImage(item.imagePath));
    const truth = withIgnoreBand(await readLabelMap(item), ignoreBandPx);
    confusion = addConfusions(confusion, confusionMatrix(truth, mostProbable(probabilities), classes.length));
  }
  return confusion;
}

/** The most probable class of each pixel; the lower class id where two are equal. */
export function mostProbable({ numClasses, width, height, data }: ClassProbabilities): LabelMap {
  const plane = width * height;
  const labels = new Uint8Array(plane);
  for (let pixel = 0; pixel < plane; pixel++) {
    let best = 0;
    for (let classId = 1; classId < numClasses && classId < IGNORE; classId++) {
      if (data[classId * plane + pixel] > data[best * plane + pixel]) best = classId;
    }
    labels[pixel] = best;
  }
  return { width, height, data: labels };
}

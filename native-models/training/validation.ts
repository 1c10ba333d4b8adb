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
import { decodeImage, type DecodedImage } from '../data/decode-image.ts';
import { readAhead } from '../data/read-ahead.ts';
import type { Predictor } from '../inference/predictor.ts';
import type { ModelCard } from '../weights/model-folder.ts';
import { chooseSamples, validationSample, type ValidationSample } from './validation-samples.ts';

export interface ValidationResult {
  /** Of all pictures at native resolution, each pixel of its most probable class. */
  readonly confusion: ConfusionMatrix;
  readonly samples: readonly ValidationSample[];
}

/** Predicts a subset and compares it with its truth; up to `samples` pictures are handed out to be looked at. */
export async function validate(
  items: readonly DatasetItem[],
  card: Pick<ModelCard, 'classes' | 'ignoreBandPx'>,
  predict: Predictor,
  samples: number,
): Promise<ValidationResult> {
  const numClasses = card.classes.length;
  const shown = chooseSamples(items, samples);
  const seen: ValidationSample[] = [];
  let confusion = emptyConfusion(numClasses);
  for await (const { item, truth: whole, probabilities } of predictions(items, predict)) {
    const truth = withIgnoreBand(whole, card.ignoreBandPx);
    const prediction = mostProbable(probabilities);
    confusion = addConfusions(confusion, confusionMatrix(truth, prediction, numClasses));
    if (shown.includes(item)) seen.push(validationSample(item.name, truth, prediction));
  }
  return { confusion, samples: seen };
}

export interface Prediction {
  readonly item: DatasetItem;
  /** 255 outside the region; the ignore band is for pixel scores alone. */
  readonly truth: LabelMap;
  readonly probabilities: ClassProbabilities;
}

/** Truth and prediction of pictures at native resolution, one at a time. */
export async function* predictions(
  items: readonly DatasetItem[],
  predict: Predictor,
): AsyncGenerator<Prediction> {
  const read = async (item: DatasetItem): Promise<{ image: DecodedImage; truth: LabelMap }> => ({
    image: await decodeImage(item.imagePath),
    truth: await readLabelMap(item),
  });
  for await (const [item, { image, truth }] of readAhead(items, read)) {
    yield { item, truth, probabilities: await predict(image) };
  }
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

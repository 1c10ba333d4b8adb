import { BlemishError } from '../../app/domain/errors.ts';
import { withIgnoreBand } from '../../app/mask/ignore-band.ts';
import { inspectedRegion } from '../../app/mask/region.ts';
import { predictInstances, type OperatingPoint } from '../../app/metrics/operating-point.ts';
import { countImage, scoreSet, type ImageCounts, type Scores } from '../../app/metrics/scores.ts';
import { readDataset, readLabelMap, type DatasetItem } from '../../native-models/data/dataset.ts';
import { decodeImage } from '../../native-models/data/decode-image.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { loadModel } from '../../native-models/weights/load-model.ts';
import type { ModelCard } from '../../native-models/weights/model-folder.ts';

export interface EvaluateRequest {
  readonly modelDir: string;
  readonly imagesDir: string;
  readonly masksDir: string;
  readonly splitFile: string;
  readonly subset: 'train' | 'val' | 'test';
  readonly tolerancePx: number;
  readonly engine: Engine;
  readonly onProgress: (done: number, total: number) => void;
}

export interface Evaluation {
  readonly scores: Scores;
  readonly classes: readonly string[];
  readonly perImage: readonly { readonly item: DatasetItem; readonly counts: ImageCounts }[];
}

/** Scores a model on one subset at native resolution and at its operating point. */
export async function evaluate(request: EvaluateRequest): Promise<Evaluation> {
  const { card, predict } = await loadModel(request.modelDir, request.engine);
  const dataset = await readDataset({ ...request, classes: card.classes });
  const items = subsetOf(dataset.items, request);
  const settings = { classNames: card.classes, tolerancePx: request.tolerancePx };
  const perImage: { item: DatasetItem; counts: ImageCounts }[] = [];
  for (const [index, item] of items.entries()) {
    const probabilities = await predict(await decodeImage(item.imagePath));
    const truth = withIgnoreBand(await readLabelMap(item), card.ignoreBandPx);
    const { labels } = predictInstances(probabilities, {
      operatingPoints: pointsByClass(card),
      region: inspectedRegion(truth),
    });
    perImage.push({ item, counts: countImage(truth, labels, item.group, settings) });
    request.onProgress(index + 1, items.length);
  }
  return {
    scores: scoreSet(
      perImage.map(({ counts }) => counts),
      settings,
    ),
    classes: card.classes,
    perImage,
  };
}

export function pointsByClass({ classes, operatingPoints }: ModelCard): Map<number, OperatingPoint> {
  return new Map(Object.entries(operatingPoints).map(([name, point]) => [classes.indexOf(name), point]));
}

function subsetOf(items: readonly DatasetItem[], { subset, splitFile }: EvaluateRequest): DatasetItem[] {
  const found = items.filter((item) => item.subset === subset);
  if (found.length > 0) return found;
  throw new BlemishError('input', {
    subject: splitFile,
    problem: `no row belongs to the subset ${subset}`,
    remedy: 'Name another with --subset, or add rows to the split file',
  });
}

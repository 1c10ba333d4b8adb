import { BlemishError } from '../../app/domain/errors.ts';
import type { Scale } from '../../app/mask/component-shape.ts';
import { withIgnoreBand } from '../../app/mask/ignore-band.ts';
import type { OperatingPoint } from '../../app/metrics/operating-point.ts';
import {
  addPartials,
  emptyPartial,
  measureImage,
  type ImageCounts,
} from '../../app/metrics/score-partial.ts';
import type { ScoreSettings } from '../../app/metrics/score-settings.ts';
import { scoreSet, type Scores } from '../../app/metrics/scores.ts';
import {
  readDataset,
  readLabelMap,
  type Dataset,
  type DatasetItem,
  type FolderSource,
  type ListSource,
} from '../../native-models/data/dataset.ts';
import { decodeImage } from '../../native-models/data/decode-image.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { random } from '../../native-models/random.ts';
import { loadModel } from '../../native-models/weights/load-model.ts';
import type { ModelCard } from '../../native-models/weights/model-folder.ts';

export type EvaluateRequest = (FolderSource | ListSource) & {
  readonly modelDir: string;
  readonly subset: 'train' | 'val' | 'test';
  readonly tolerancePx: number;
  /** Of all pictures; gives lengths and areas in mm. */
  readonly scale: Scale | null;
  readonly engine: Engine;
  readonly onProgress: (done: number, total: number) => void;
  /** Waited for before each picture; ends the work where it rejects. */
  readonly beforeEach?: () => Promise<void>;
  readonly onImage?: (item: DatasetItem, counts: ImageCounts) => void;
};

export interface Evaluation {
  readonly scores: Scores;
  readonly settings: ScoreSettings;
  readonly perImage: readonly { readonly item: DatasetItem; readonly counts: ImageCounts }[];
}

/** Scores a model on one subset at native resolution and at its operating point. */
export async function evaluate(request: EvaluateRequest): Promise<Evaluation> {
  const { card, predict } = await loadModel(request.modelDir, request.engine);
  const dataset = await readDataset({ ...request, classes: card.classes });
  const items = subsetOf(dataset, request.subset);
  const settings: ScoreSettings = {
    classNames: card.classes,
    tolerancePx: request.tolerancePx,
    operatingPoints: pointsByClass(card),
    ...(request.scale === null ? {} : { scale: request.scale }),
  };
  let total = emptyPartial(settings);
  for (const [index, item] of items.entries()) {
    await request.beforeEach?.();
    const probabilities = await predict(await decodeImage(item.imagePath));
    const truth = withIgnoreBand(await readLabelMap(item), card.ignoreBandPx);
    const image = { truth, probabilities, part: item.group };
    const partial = measureImage(image, settings);
    total = addPartials(total, partial);
    request.onImage?.(item, partial.images[0]);
    request.onProgress(index + 1, items.length);
  }
  const samples = random(BOOTSTRAP_SEED);
  return {
    scores: scoreSet(total, settings, () => samples.uniform()),
    settings,
    perImage: items.map((item, index) => ({ item, counts: total.images[index] })),
  };
}

/** The same set has the same intervals whenever it is scored. */
const BOOTSTRAP_SEED = 1;

export function pointsByClass({ classes, operatingPoints }: ModelCard): Map<number, OperatingPoint> {
  return new Map(Object.entries(operatingPoints).map(([name, point]) => [classes.indexOf(name), point]));
}

function subsetOf({ items, splitFile }: Dataset, subset: EvaluateRequest['subset']): DatasetItem[] {
  const found = items.filter((item) => item.subset === subset);
  if (found.length > 0) return found;
  throw new BlemishError('input', {
    subject: splitFile,
    problem: `no row belongs to the subset ${subset}`,
    remedy: 'Name another with --subset, or add rows to the split file',
  });
}

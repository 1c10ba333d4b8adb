import {
  type ImageCounts,
  type ScorePartial,
  addPartials,
  emptyPartial,
  measureImage,
} from '../../app/metrics/score-partial.ts';
import { type ScoreSettings, settingsForScale } from '../../app/metrics/score-settings.ts';
import type { DatasetItem } from '../../native-models/data/dataset.ts';
import { readZones } from '../../native-models/data/zones-file.ts';
import type { Predictor } from '../../native-models/inference/predictor.ts';
import { predictions } from '../../native-models/training/validation.ts';

export interface ScoringHooks {
  /** Waited for before each picture; ends the work where it rejects. */
  readonly beforeEach: () => Promise<void>;
  readonly onImage?: (item: DatasetItem, counts: ImageCounts) => void;
  readonly onScored: () => void;
}

/** Predicts pictures one at a time and counts what the scores need; the pictures are in the order of the items. */
export async function scoreModel(
  items: readonly DatasetItem[],
  predict: Predictor,
  settings: ScoreSettings,
  { beforeEach, onImage, onScored }: ScoringHooks,
): Promise<ScorePartial> {
  let total = emptyPartial(settings);
  for await (const { item, truth, probabilities } of predictions(items, predict)) {
    await beforeEach();
    const image = {
      image: item.name,
      part: item.group,
      lot: item.lot,
      truth,
      probabilities,
      zones: await zonesOf(item, settings),
    };
    const partial = measureImage(image, settingsForScale(settings, item.scale));
    total = addPartials(total, partial);
    onImage?.(item, partial.images[0]);
    onScored();
  }
  return total;
}

/** Zones matter to rules only. */
async function zonesOf(item: DatasetItem, { acceptance }: ScoreSettings): Promise<Uint8Array | null> {
  if (item.zonesPath === null || acceptance === undefined || acceptance.zoneNames.length === 0) return null;
  return readZones(item.zonesPath, item, acceptance.zoneNames);
}

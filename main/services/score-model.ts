import {
  type ScorePartial,
  addPartials,
  emptyPartial,
  measureImage,
} from '../../app/metrics/score-partial.ts';
import type { ScoreSettings } from '../../app/metrics/score-settings.ts';
import { type DatasetItem, readLabelMap } from '../../native-models/data/dataset.ts';
import { decodeImage } from '../../native-models/data/decode-image.ts';
import { readZones } from '../../native-models/data/zones-file.ts';
import type { Predictor } from '../../native-models/inference/predictor.ts';

/** Predicts pictures one at a time and counts what the scores need; the pictures are in the order of the items. */
export async function scoreModel(
  items: readonly DatasetItem[],
  predict: Predictor,
  settings: ScoreSettings,
  onScored: () => void,
): Promise<ScorePartial> {
  let total = emptyPartial(settings);
  for (const item of items) {
    const image = {
      image: item.name,
      part: item.group,
      lot: item.lot,
      truth: await readLabelMap(item),
      probabilities: await predict(await decodeImage(item.imagePath)),
      zones: await zonesOf(item, settings),
    };
    total = addPartials(total, measureImage(image, settings));
    onScored();
  }
  return total;
}

/** Zones matter to rules only. */
async function zonesOf(item: DatasetItem, { acceptance }: ScoreSettings): Promise<Uint8Array | null> {
  if (item.zonesPath === null || acceptance === undefined || acceptance.zoneNames.length === 0) return null;
  return readZones(item.zonesPath, item, acceptance.zoneNames);
}

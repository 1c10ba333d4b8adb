import type { LabelMap } from '../../app/mask/label-map.ts';
import type { DatasetItem } from '../data/dataset.ts';
import { resizeLabelMap } from '../data/resize.ts';

/** A validation picture to look at: what is there and what the model says, 255 where nothing counts. */
export interface ValidationSample {
  /** The image as the split file names it. */
  readonly name: string;
  /** At most `SAMPLE_SIDE_PX` a side, as is the prediction. */
  readonly truth: LabelMap;
  /** The most probable class of each pixel. */
  readonly prediction: LabelMap;
}

export const SAMPLE_SIDE_PX = 256;

/** Up to `count` pictures, always the same: each defect class in turn, then good ones, in the order of the items. */
export function chooseSamples(items: readonly DatasetItem[], count: number): DatasetItem[] {
  const byClass = [...Map.groupBy(items, mainDefect)]
    .sort(([a], [b]) => Number(a === 0) - Number(b === 0) || a - b)
    .map(([, members]) => members);
  const rounds = Math.max(0, ...byClass.map((members) => members.length));
  return Array.from({ length: Math.min(rounds, count) }, (_, round) =>
    byClass.flatMap((members) => members.slice(round, round + 1)),
  )
    .flat()
    .slice(0, count);
}

/** Both maps shrunk to what a thumbnail shows, never enlarged. */
export function validationSample(name: string, truth: LabelMap, prediction: LabelMap): ValidationSample {
  return { name, truth: reduced(truth), prediction: reduced(prediction) };
}

/** The defect class with the most pixels; 0 for a good picture. */
function mainDefect({ classPixels }: DatasetItem): number {
  const defects = classPixels.slice(1);
  const most = Math.max(0, ...defects);
  return most === 0 ? 0 : 1 + defects.indexOf(most);
}

function reduced(labels: LabelMap): LabelMap {
  const scale = Math.min(1, SAMPLE_SIDE_PX / Math.max(labels.width, labels.height));
  const side = (px: number): number => Math.max(1, Math.round(px * scale));
  return resizeLabelMap(labels, side(labels.width), side(labels.height));
}

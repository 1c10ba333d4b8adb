import { compareClasses } from '../../../app/metrics/class-comparison.ts';
import { bandWidth } from '../../../app/metrics/boundaries/boundary-iou.ts';
import {
  type BoundarySettings,
  addBoundaries,
  boundaryScores,
  measureBoundaries,
  noBoundaries,
} from '../../../app/metrics/boundaries/boundary-scores.ts';
import {
  type InstanceSettings,
  addInstances,
  instanceScores,
  measureInstances,
  noInstances,
} from '../../../app/metrics/instances/instance-scores.ts';
import type { LabelMap } from '../../../app/mask/label-map.ts';
import { type BenchResult, benchResult } from '../bench-result.ts';
import { measureInTurns } from '../in-turns.ts';
import { threads } from '../our-step.ts';
import { startPythonReference } from '../python-reference.ts';

const SIDE = 1024;
const CLASSES = 3;
const MAPS = 100;

/** The reference scores other maps in each, a tenth of them: see metrics_scores.py. */
const ROUNDS = 3;

const boundaries: BoundarySettings = {
  tolerances: Array.from({ length: 20 }, (_, k) => 0.5 * (k + 1)),
  bandPx: bandWidth(SIDE, SIDE),
};
const instances: InstanceSettings = {
  bridge: { distance: 0 },
  match: { criterion: 'iou', threshold: 0.1 },
  size: 'lengthPx',
  sizeEdges: [20, 50],
};

/** All region, boundary and instance scores of 100 maps, beside surface-distance and scipy (metrics_scores.py). */
export async function bench(): Promise<BenchResult> {
  const reference = await startPythonReference('metrics_scores.py', threads());
  const pairs = Array.from({ length: MAPS }, (_, map) => ({
    truth: defectMap(map, 0),
    prediction: defectMap(map, 2),
  }));
  const measured = await measureInTurns(
    () => {
      const start = performance.now();
      scoreAll(pairs);
      return Promise.resolve(performance.now() - start);
    },
    reference && (() => reference.run('scores')),
    ROUNDS,
    0,
  );
  await reference?.close();
  return benchResult(
    'metrics',
    measured,
    reference?.description ?? 'surface-distance and scipy, not installed',
  );
}

function scoreAll(pairs: readonly { truth: LabelMap; prediction: LabelMap }[]): unknown[] {
  const contours = Array.from({ length: CLASSES + 1 }, () => noBoundaries(boundaries));
  const counts = Array.from({ length: CLASSES + 1 }, () => noInstances(instances));
  for (const { truth, prediction } of pairs) {
    for (const comparison of compareClasses(truth, prediction)) {
      const { classId } = comparison;
      contours[classId] = addBoundaries(contours[classId], measureBoundaries(comparison, boundaries));
      counts[classId] = addInstances(counts[classId], measureInstances(comparison, instances).partial);
    }
  }
  const extent = { images: pairs.length, areaMm2: 0 };
  return [
    contours.map((partial) => boundaryScores(partial, boundaries)),
    counts.map((partial) => instanceScores(partial, extent)),
  ];
}

/** Discs and scratches at evenly scattered places, the same in metrics_scores.py. */
function defectMap(map: number, shift: number): LabelMap {
  const data = new Uint8Array(SIDE * SIDE);
  const set = (x: number, y: number, classId: number): void => {
    if (x >= 0 && y >= 0 && x < SIDE && y < SIDE) data[y * SIDE + x] = classId;
  };
  for (let i = 0; i < 12; i++) {
    if (shift > 0 && i % 6 === 5) continue;
    const seed = 12 * map + i;
    const x = Math.floor(SIDE * ((seed * 0.7548776662466927) % 1)) + shift;
    const y = Math.floor(SIDE * ((seed * 0.5698402909980532) % 1)) + shift;
    if (i % 3 === 0)
      drawScratch(x, y, 120 + 10 * (i % 5), (px, py) => {
        set(px, py, 1 + (i % CLASSES));
      });
    else
      drawDisc(x, y, 6 + 3 * (seed % 6), (px, py) => {
        set(px, py, 1 + (i % CLASSES));
      });
  }
  return { width: SIDE, height: SIDE, data };
}

/** 4 px wide, one down for every three across. */
function drawScratch(x: number, y: number, length: number, set: (x: number, y: number) => void): void {
  for (let step = 0; step < length; step++) {
    for (let row = 0; row < 4; row++) set(x + step, y + Math.floor(step / 3) + row);
  }
}

function drawDisc(x: number, y: number, radius: number, set: (x: number, y: number) => void): void {
  for (let dy = -radius; dy <= radius; dy++) {
    for (let dx = -radius; dx <= radius; dx++) if (dx ** 2 + dy ** 2 <= radius ** 2) set(x + dx, y + dy);
  }
}

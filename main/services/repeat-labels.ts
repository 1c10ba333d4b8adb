import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { BlemishError } from '../../app/domain/errors.ts';
import { IGNORE, type LabelMap } from '../../app/mask/label-map.ts';
import { consensusMap } from '../../app/metrics/agreement/consensus-map.ts';
import {
  type LabelAgreement,
  type RepeatedImage,
  agreementOf,
  compareLabels,
} from '../../app/metrics/agreement/label-agreement.ts';
import {
  type MarkingCounts,
  addMarkings,
  countPatterns,
  markingPatterns,
} from '../../app/metrics/agreement/marking-patterns.ts';
import { type PeoplesPerformance, performanceOf } from '../../app/metrics/agreement/staple.ts';
import type { IndependentUnit } from '../../app/metrics/intervals/estimate.ts';
import type { ScoreSettings } from '../../app/metrics/score-settings.ts';
import { type DatasetItem, readLabelMap } from '../../native-models/data/dataset.ts';
import { unreadable } from '../../native-models/data/image-file.ts';
import { writeFileAtomically } from '../../native-models/files/write-atomic.ts';
import { encodeLabelMap } from '../../native-models/inference/encode-label-map.ts';
import { outputStems } from '../../native-models/inference/output-stems.ts';

/** Pictures that several people labelled, or one person several times. */
export interface RepeatedLabels {
  /** The folders of label maps: the one that is scored against first. */
  readonly people: readonly string[];
  /** Pictures that every folder has. */
  readonly pictures: number;
  /** The first with each other. */
  readonly pairs: readonly { readonly second: string; readonly agreement: LabelAgreement }[];
  /** By class: each person judged by the consensus of all (STAPLE). */
  readonly consensus: Readonly<Record<string, PeoplesPerformance>>;
}

export interface RepeatRequest {
  readonly masksDir: string;
  readonly repeatDirs: readonly string[];
  /** Where the consensus of each picture is written as a label map; nowhere where null. */
  readonly consensusDir: string | null;
  readonly uniform: () => number;
}

/** Compares the labels of those pictures that every repeat folder has a label map of. */
export async function repeatedLabels(
  items: readonly DatasetItem[],
  { masksDir, repeatDirs, consensusDir, uniform }: RepeatRequest,
  settings: ScoreSettings,
): Promise<RepeatedLabels> {
  const repeated = items.filter((item) =>
    repeatDirs.every((folder) => existsSync(repeatOf(item, masksDir, folder))),
  );
  if (repeated.length === 0) {
    throw new BlemishError('input', {
      subject: repeatDirs.join(', '),
      problem: 'no picture of this subset has a label map of the same name here',
      remedy: 'Name the repeated label maps as the first ones, or as their picture where that has none',
    });
  }
  const classNames = settings.classNames.slice(1);
  const pairs: RepeatedImage[][] = repeatDirs.map(() => []);
  const markings = classNames.map((): MarkingCounts => new Map());
  const stems =
    consensusDir === null
      ? []
      : outputStems(
          repeated.map(({ imagePath }) => imagePath),
          consensusDir,
        );
  if (consensusDir !== null) await mkdir(consensusDir, { recursive: true });
  for (const [index, item] of repeated.entries()) {
    const maps = await labelMapsOf(item, masksDir, repeatDirs, settings.classNames.length);
    const about = { image: item.name, part: item.group, lot: item.lot };
    for (const [place, pair] of pairs.entries()) {
      pair.push(compareLabels(about, maps[0], maps[place + 1], settings));
    }
    for (const place of classNames.keys()) {
      markings[place] = addMarkings(markings[place], countPatterns(markingPatterns(maps, place + 1)));
    }
    if (consensusDir === null) continue;
    const consensus = encodeLabelMap(consensusMap(maps, settings.classNames.length));
    await writeFileAtomically(path.join(consensusDir, `${stems[index]}.png`), consensus);
  }
  const unit: IndependentUnit = repeated.some(({ lot }) => lot !== null) ? 'lot' : 'part';
  return {
    people: [masksDir, ...repeatDirs],
    pictures: repeated.length,
    pairs: pairs.map((images, place) => ({
      second: repeatDirs[place],
      agreement: agreementOf(images, settings.classNames, { unit, uniform }),
    })),
    consensus: Object.fromEntries(
      classNames.map((name, index) => [name, performanceOf(markings[index], repeatDirs.length + 1)]),
    ),
  };
}

/** The same place in the other folder; of a picture without a label map, a PNG of the picture's name. */
function repeatOf({ name, maskPath }: DatasetItem, masksDir: string, folder: string): string {
  const { dir, name: stem } = path.parse(name);
  return path.join(
    folder,
    maskPath === null ? path.join(dir, `${stem}.png`) : path.relative(masksDir, maskPath),
  );
}

async function labelMapsOf(
  item: DatasetItem,
  masksDir: string,
  repeatDirs: readonly string[],
  numClasses: number,
): Promise<LabelMap[]> {
  const repeats = repeatDirs.map(async (folder) => {
    const maskPath = repeatOf(item, masksDir, folder);
    const labels = await readLabelMap({ ...item, maskPath });
    requireFit(maskPath, labels, item, numClasses);
    return labels;
  });
  return [await readLabelMap(item), ...(await Promise.all(repeats))];
}

function requireFit(file: string, labels: LabelMap, item: DatasetItem, numClasses: number): void {
  if (labels.width !== item.width || labels.height !== item.height) {
    throw unreadable(
      file,
      `is ${labels.width}x${labels.height} px, its image ${item.name} is ${item.width}x${item.height} px`,
      'Give the image a label map of its own size',
    );
  }
  const unknown = labels.data.find((id) => id >= numClasses && id !== IGNORE);
  if (unknown !== undefined) {
    throw unreadable(
      file,
      `holds class ${unknown}, but the classes go from 0 to ${numClasses - 1}`,
      'Use the class list of the first label maps',
    );
  }
}

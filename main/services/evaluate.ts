import { BlemishError } from '../../app/domain/errors.ts';
import { type RunComparison, compareRuns } from '../../app/metrics/compare-runs.ts';
import type { Acceptance } from '../../app/metrics/decisions/findings.ts';
import {
  type Guarantees,
  missedDefectGuarantees,
} from '../../app/metrics/guarantees/missed-defect-guarantees.ts';
import type { OperatingPoint } from '../../app/metrics/operating-point.ts';
import type { ImageCounts } from '../../app/metrics/score-partial.ts';
import type { ScoreSettings } from '../../app/metrics/score-settings.ts';
import { type Scores, scoreSet } from '../../app/metrics/scores.ts';
import { parseAcceptance } from '../../app/settings/acceptance-file.ts';
import {
  type Dataset,
  type DatasetItem,
  type FolderSource,
  type ListSource,
  readDataset,
} from '../../native-models/data/dataset.ts';
import type { Engine } from '../../native-models/engines/engine.ts';
import { random } from '../../native-models/random.ts';
import { type LoadedModel, loadModel } from '../../native-models/weights/load-model.ts';
import type { ModelCard } from '../../native-models/weights/model-folder.ts';
import { readGivenText } from '../files/read-given-text.ts';
import { type RepeatedLabels, type RepeatRequest, repeatedLabels } from './repeat-labels.ts';
import { scoreModel, type ScoringHooks } from './score-model.ts';

export type EvaluateRequest = (FolderSource | ListSource) & {
  readonly modelDir: string;
  readonly subset: DatasetItem['subset'];
  /** Bridges are by class name, or one for every class. */
  readonly settings: Omit<ScoreSettings, 'classNames' | 'operatingPoints' | 'acceptance' | 'bridges'>;
  readonly bridges: ReadonlyMap<string, number> | number | null;
  /** A YAML file of acceptance rules. */
  readonly rulesFile: string | null;
  /** The share of defects that may be missed on average; needs rows of the subset calibration. */
  readonly alpha: number | null;
  /** A second model to compare with. */
  readonly againstDir: string | null;
  /** Further label maps of the same pictures. */
  readonly repeats: Omit<RepeatRequest, 'uniform'> | null;
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
  /** Null where it was not asked for. */
  readonly guarantees: Guarantees | null;
  readonly comparison: RunComparison | null;
  readonly agreement: RepeatedLabels | null;
}

/** Scores a model on one subset at native resolution and at its operating point. */
export async function evaluate(request: EvaluateRequest): Promise<Evaluation> {
  const model = await loadModel(request.modelDir, request.engine);
  const settings = await settingsFor(model.card, request);
  const dataset = await readDataset({ ...request, classes: model.card.classes });
  const items = subsetOf(dataset, request.subset);
  const against = request.againstDir === null ? null : await loadOther(request.againstDir, model, request);
  if (request.alpha !== null && request.subset === 'calibration') throw promiseOnItself();
  const calibrating = request.alpha === null ? [] : subsetOf(dataset, 'calibration');
  const steps = items.length * (against === null ? 1 : 2) + calibrating.length;
  let done = 0;
  const hooks: ScoringHooks = {
    beforeEach: async () => {
      await request.beforeEach?.();
    },
    onScored: () => {
      request.onProgress(++done, steps);
    },
  };

  const scored = await scoreModel(items, model.predict, settings, {
    ...hooks,
    onImage: (item, counts) => request.onImage?.(item, counts),
  });
  const calibration = await scoreModel(calibrating, model.predict, settings, hooks);
  const other = against && (await scoreModel(items, against.predict, pointsOf(against, settings), hooks));
  const { repeats, alpha } = request;
  return {
    scores: scoreSet(scored, settings, samples()),
    settings,
    perImage: items.map((item, index) => ({ item, counts: scored.images[index] })),
    guarantees:
      alpha === null ? null : missedDefectGuarantees(calibration, scored, alpha, settings, samples()),
    comparison: other && compareRuns(other.images, scored.images, samples()),
    agreement: repeats && (await repeatedLabels(items, { ...repeats, uniform: samples() }, settings)),
  };
}

function promiseOnItself(): BlemishError {
  return new BlemishError('usage', {
    problem: 'a guarantee calibrated on the subset calibration cannot be checked on it',
    remedy: 'Score another with --subset, or leave --alpha out',
  });
}

/** The same set has the same intervals whenever it is scored. */
const BOOTSTRAP_SEED = 1;

function samples(): () => number {
  const source = random(BOOTSTRAP_SEED);
  return () => source.uniform();
}

export function pointsByClass({ classes, operatingPoints }: ModelCard): Map<number, OperatingPoint> {
  return new Map(Object.entries(operatingPoints).map(([name, point]) => [classes.indexOf(name), point]));
}

async function settingsFor(card: ModelCard, request: EvaluateRequest): Promise<ScoreSettings> {
  const { rulesFile, bridges, settings } = request;
  const acceptance = rulesFile === null ? null : await readRules(rulesFile, card.classes, settings);
  return {
    ignoreBandPx: card.ignoreBandPx,
    ...settings,
    classNames: card.classes,
    operatingPoints: pointsByClass(card),
    ...(acceptance === null ? {} : { acceptance }),
    ...(bridges === null ? {} : { bridges: bridgesByClass(bridges, card.classes) }),
  };
}

async function readRules(
  file: string,
  classes: readonly string[],
  { scale }: Pick<ScoreSettings, 'scale'>,
): Promise<Acceptance> {
  const text = await readGivenText(file, 'The acceptance rules', 'check-rules-path');
  const acceptance = parseAcceptance(text, file, classes);
  const inMm = acceptance.rules.find(({ unit }) => unit === 'mm');
  if (inMm === undefined || scale !== undefined) return acceptance;
  throw new BlemishError('usage', {
    subject: file,
    problem: `the rule "${inMm.name}" is in mm, and no scale is given`,
    remedy: 'Give --px-per-mm, or state the rule in px',
  });
}

function bridgesByClass(
  bridges: ReadonlyMap<string, number> | number,
  classes: readonly string[],
): Map<number, number> {
  const defects = classes.slice(1);
  if (typeof bridges === 'number') return new Map(defects.map((_, index) => [index + 1, bridges]));
  const unknown = [...bridges.keys()].find((name) => !defects.includes(name));
  if (unknown === undefined) return new Map([...bridges].map(([name, far]) => [classes.indexOf(name), far]));
  throw new BlemishError('usage', {
    problem: `a bridge is given for ${unknown}, which is no class of the model`,
    remedy: `Name one of ${defects.join(', ')}`,
  });
}

/** Scores of two models compare only where their classes are the same. */
async function loadOther(
  folder: string,
  { card }: LoadedModel,
  { engine, modelDir }: EvaluateRequest,
): Promise<LoadedModel> {
  const other = await loadModel(folder, engine);
  if (other.card.classes.join('\n') === card.classes.join('\n')) return other;
  throw new BlemishError('input', {
    subject: folder,
    problem: `its classes (${other.card.classes.join(', ')}) are not those of ${modelDir} (${card.classes.join(', ')})`,
    remedy: 'Compare models of one class list',
  });
}

/** Each model at its own operating points, everything else alike. */
function pointsOf({ card }: LoadedModel, settings: ScoreSettings): ScoreSettings {
  return { ...settings, operatingPoints: pointsByClass(card) };
}

function subsetOf({ items, splitFile }: Dataset, subset: DatasetItem['subset']): DatasetItem[] {
  const found = items.filter((item) => item.subset === subset);
  if (found.length > 0) return found;
  const remedy =
    subset === 'calibration'
      ? 'Set parts aside for it that are used for nothing else, or leave --alpha out'
      : 'Name another with --subset, or add rows to the split file';
  throw new BlemishError('input', {
    subject: splitFile,
    problem: `no row belongs to the subset ${subset}`,
    remedy,
  });
}

import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { BatchLoader } from '../data/batch-loader.ts';
import type { Dataset, DatasetItem } from '../data/dataset.ts';
import type { Engine } from '../engines/engine.ts';
import type { Predictor } from '../inference/predictor.ts';
import type { ModelCard } from '../weights/model-folder.ts';
import type { TrainingController } from './controller.ts';
import type { TrainingEvent } from './events.ts';
import type { Learner } from './learner.ts';
import type { Progress, RunPlan } from './run-folder.ts';

export interface TrainOptions {
  readonly dataset: Dataset;
  readonly settings: TrainingSettings;
  readonly outDir: string;
  readonly engine: Engine;
  readonly threads: number;
  /** Instead of epochs: as many steps as fit into this time. */
  readonly minutes: number | null;
  readonly resume: boolean;
  readonly control: TrainingController;
  readonly onEvent: (event: TrainingEvent) => void;
}

/** All that a run holds while it goes on. */
export interface Run {
  readonly settings: TrainingSettings;
  readonly plan: RunPlan;
  readonly learner: Learner;
  readonly loader: BatchLoader;
  readonly card: Omit<ModelCard, 'format'>;
  readonly validation: readonly DatasetItem[];
  readonly learningRate: (step: number) => number;
  readonly predict: Predictor;
  readonly clock: Clock;
  progress: Progress;
  done(): boolean;
  epochOf(step: number): number;
  /** False where a person ended the run inside the epoch. */
  hasCompleted(epoch: number): boolean;
  validatesAfter(epoch: number): boolean;
}

interface Clock {
  readonly firstStep: number;
  readonly start: number;
  /** Time that the run stood still, which no rate counts. */
  pausedMs: number;
}

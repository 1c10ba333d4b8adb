import type { RunPlan } from './run-folder.ts';
import type { ValidationSample } from './validation-samples.ts';

/** What a run tells while it goes on. */
export type TrainingEvent =
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'start'; readonly plan: RunPlan; readonly device: string; readonly step: number }
  | {
      readonly type: 'step';
      readonly step: number;
      /** Whole and part epochs done, counted from 0. */
      readonly epoch: number;
      readonly loss: number;
      readonly learningRate: number;
      readonly gradientNorm: number | null;
      readonly secondsLeft: number;
    }
  | {
      readonly type: 'validation';
      readonly epoch: number;
      readonly miou: number;
      readonly defectIou: number | null;
      readonly best: boolean;
    }
  | { readonly type: 'samples'; readonly epoch: number; readonly samples: readonly ValidationSample[] }
  | { readonly type: 'epoch'; readonly epoch: number; readonly loss: number; readonly dataWaitShare: number }
  | { readonly type: 'paused' | 'resumed' | 'saved'; readonly step: number };

/** What a run came to. */
export interface TrainingSummary {
  readonly steps: number;
  readonly epochs: number;
  readonly finished: boolean;
  readonly imagesPerSecond: number;
  /** Share of the training time spent waiting for batches, 0..1. */
  readonly dataWaitShare: number;
  /** Counted from 1; 0 where nothing was validated. */
  readonly bestEpoch: number;
  readonly bestValMiou: number | null;
  readonly peakRssMb: number;
}

import type { ErrorKind } from '../../app/domain/errors.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { DatasetItem } from './dataset.ts';
import type { InputMapping } from './input-mapping.ts';

/** One batch as the training step takes it. */
export interface Batch {
  /** [N, C, S, S], normalized. */
  readonly pictures: Float32Array;
  /** [N, S, S], class ids, 255 = ignore. */
  readonly labels: Int32Array;
}

/** What a worker must know to make batches. */
export interface BatchSource {
  readonly items: readonly DatasetItem[];
  readonly mapping: InputMapping;
  readonly settings: TrainingSettings['data'];
  readonly seed: number;
}

/** One batch to make: which items, and where in the epoch they stand (which names their random numbers). */
export interface BatchJob {
  readonly epoch: number;
  readonly firstSlot: number;
  readonly items: readonly number[];
}

/** What a pool asks of a worker. */
export interface BatchRequest<Job> {
  readonly id: number;
  readonly job: Job;
}

/** Asks a worker to end once the batch at hand is made. */
export const END = 'end';
export type EndRequest = typeof END;

export type BatchReply =
  { readonly id: number; readonly batch: Batch } | { readonly id: number; readonly failure: Failure };

/** An error on its way between threads. */
export interface Failure {
  readonly kind: ErrorKind;
  readonly subject?: string;
  readonly problem: string;
  readonly remedy: string;
}

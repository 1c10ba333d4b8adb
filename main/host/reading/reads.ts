import type { ImageFacets, ImageFilter, ListedImage } from '../../../app/domain/image-query.ts';
import type { EvaluatedImage } from '../../../app/domain/evaluation.ts';
import type { Part } from '../../../app/domain/part.ts';
import type { Prediction } from '../../../app/domain/prediction.ts';
import type { SplitMember } from '../../../app/domain/split.ts';
import {
  type EvaluationBase,
  type EvaluationRequest,
  layOutEvaluation,
} from '../../services/project/evaluate.ts';
import { type PredictionRequest, predictPayloads } from '../../services/project/predict.ts';
import { type PlannedSplit, type SplitRequest, planSplits } from '../../services/project/split.ts';
import {
  type TrainingBase,
  type TrainingRequest,
  layOutTraining,
  refreshTraining,
} from '../../services/project/train.ts';
import type { PageRequest } from '../../store/images/image-list.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { NewPredictPayload } from '../../workers/predict-job.ts';

/** A split as far as it is planned, or some of its members. */
export type SplitPiece =
  | { readonly kind: 'split'; readonly planned: Omit<PlannedSplit, 'members' | 'balance'> }
  | { readonly kind: 'members'; readonly splitId: string; readonly members: readonly SplitMember[] };

/**
 * What is read of whole sets, beside the host's loop. Each gives its answer in pieces that the loop can take in between
 * others; what has one answer gives one piece. None changes the data base.
 */
export const reads = {
  *page(store: ProjectStore, request: PageRequest): Iterable<ListedImage[]> {
    yield store.imageList.page(request);
  },
  *count(store: ProjectStore, filter: ImageFilter): Iterable<number> {
    yield store.imageList.count(filter);
  },
  *facets(
    store: ProjectStore,
    { filter, splitId }: { readonly filter: ImageFilter; readonly splitId: string | null },
  ): Iterable<ImageFacets> {
    yield store.countFacets(filter, splitId);
  },
  *ids(store: ProjectStore, filter: ImageFilter): Iterable<string[]> {
    yield* inPieces(store.imageList.ids(filter));
  },
  *members(store: ProjectStore, splitId: string): Iterable<SplitMember[]> {
    yield* inPieces(store.splits.members(splitId));
  },
  *parts(store: ProjectStore): Iterable<Part[]> {
    yield* inPieces(store.parts.list());
  },
  *predictions(store: ProjectStore, runId: string): Iterable<Prediction[]> {
    yield* inPieces(store.predictions.ofRun(runId));
  },
  *evaluatedImages(store: ProjectStore, evaluationId: string): Iterable<EvaluatedImage[]> {
    yield* inPieces(store.evaluations.images(evaluationId));
  },
  *isUpToDate(store: ProjectStore, evaluationId: string): Iterable<boolean> {
    yield store.evaluations.isUpToDate(evaluationId);
  },
  *splits(store: ProjectStore, request: SplitRequest): Iterable<SplitPiece> {
    for (const { split, isNew, leaks, members } of planSplits(store, request)) {
      yield { kind: 'split', planned: { split, isNew, leaks } };
      if (!isNew) continue;
      for (const piece of inPieces(members)) yield { kind: 'members', splitId: split.id, members: piece };
    }
  },
  async *training(store: ProjectStore, request: TrainingRequest): AsyncIterable<TrainingBase> {
    yield await layOutTraining(store, request);
  },
  async *resumedTraining(store: ProjectStore, runId: string): AsyncIterable<void> {
    await refreshTraining(store, runId);
    yield;
  },
  async *evaluation(store: ProjectStore, request: EvaluationRequest): AsyncIterable<EvaluationBase> {
    yield await layOutEvaluation(store, request);
  },
  async *predictionPayloads(
    store: ProjectStore,
    request: PredictionRequest,
  ): AsyncIterable<NewPredictPayload[]> {
    yield await predictPayloads(store, request);
  },
};

export type Reads = typeof reads;
export type Input<Name extends keyof Reads> = Parameters<Reads[Name]>[1];
export type Piece<Name extends keyof Reads> =
  ReturnType<Reads[Name]> extends AsyncIterable<infer One> | Iterable<infer One> ? One : never;

/** Taken in within some ms. */
const PIECE = 300;

function* inPieces<Item>(items: readonly Item[]): Iterable<Item[]> {
  for (let start = 0; start < items.length; start += PIECE) yield items.slice(start, start + PIECE);
}

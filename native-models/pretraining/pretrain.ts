import { mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { Engine, Values } from '../engines/engine.ts';
import { createForward } from '../inference/forward.ts';
import { Segmenter } from '../model/segmenter.ts';
import { DEFECT_KINDS } from '../procedural/defect-kinds.ts';
import type { TestSetTally } from '../procedural/test-set-tally.ts';
import { Learner } from '../training/learner.ts';
import { planByEpochs } from '../training/plan.ts';
import { progressMetadata, readProgress, START, type Progress } from '../training/run-folder.ts';
import { scheduleOf } from '../training/schedule.ts';
import { startWeights } from '../training/start-weights.ts';
import { readWeights, writeWeights } from '../weights/model-folder.ts';
import { readPretrained } from '../weights/pretrained.ts';
import { scoreTestSet } from './score-test-set.ts';
import { streamOf, streamPool } from './stream.ts';

export interface PretrainOptions {
  readonly recipe: TrainingSettings;
  /** Where checkpoints go; a run that is there goes on. */
  readonly outDir: string;
  readonly engine: Engine;
  readonly onEvent: (event: PretrainEvent) => void;
}

export type PretrainEvent =
  | { readonly type: 'step'; readonly step: number; readonly steps: number; readonly loss: number }
  | { readonly type: 'saved'; readonly epoch: number; readonly loss: number; readonly scores: TestSetTally };

/** What the head's channels mean. */
const CLASSES = ['background', ...DEFECT_KINDS];
/** Threads that draw pictures beside the engine's. */
const WORKERS = 1;

/**
 * Trains on the endless procedural stream, from random weights or on from those that come with Blemish, as the recipe
 * says; ends with `last.safetensors` in `outDir`.
 */
export async function pretrain({ recipe, outDir, engine, onEvent }: PretrainOptions): Promise<void> {
  const { training, data, model } = recipe;
  const segmenter = new Segmenter({
    encoder: model.encoder,
    inputChannels: 1,
    decoderChannels: model.decoder_channels,
    classes: CLASSES.length,
  });
  const classWeights = recipe.loss.class_weights as readonly number[];
  const start = await startOf(recipe, segmenter);
  const learner = await Learner.create(engine, segmenter, { settings: recipe, classWeights, start });
  const forward = createForward(engine, segmenter, learner.state);
  const stream = streamOf(training.seed, data.image_size);
  const { stepsPerEpoch, totalSteps } = planByEpochs(training, 0);
  const learningRate = scheduleOf(training, stepsPerEpoch);
  await mkdir(outDir, { recursive: true });
  let progress = await progressIn(outDir, learner);
  const pool = streamPool(stream, WORKERS);
  try {
    let sum = 0;
    for await (const batch of pool.batches(jobs(progress.step, totalSteps, training.batch_size))) {
      const { step } = progress;
      const { loss } = await learner.learn(batch, {
        step,
        updates: step,
        learningRate: learningRate(step),
        lossScale: 1,
      });
      sum += loss;
      progress = { ...progress, step: step + 1, updates: step + 1 };
      onEvent({ type: 'step', step: progress.step, steps: totalSteps, loss });
      if (progress.step % stepsPerEpoch !== 0) continue;
      await save(outDir, learner, progress);
      const scores = await scoreTestSet(forward, stream.mapping);
      onEvent({ type: 'saved', epoch: progress.step / stepsPerEpoch, loss: sum / stepsPerEpoch, scores });
      sum = 0;
    }
  } finally {
    await pool.close();
    await learner.release();
  }
}

async function startOf({ model }: TrainingSettings, segmenter: Segmenter): Promise<Values> {
  if (model.initial_weights === 'random') return {};
  return startWeights(segmenter.parameters.all(), await readPretrained(model.encoder), CLASSES).values;
}

function* jobs(fromStep: number, toStep: number, count: number) {
  for (let step = fromStep; step < toStep; step++) yield { first: step * count, count };
}

async function save(outDir: string, learner: Learner, progress: Progress): Promise<void> {
  const metadata = progressMetadata(progress);
  await writeWeights(outDir, 'last', { tensors: await learner.snapshot(), metadata });
  await writeWeights(outDir, 'best', { tensors: await learner.weights(), metadata: {} });
}

async function progressIn(outDir: string, learner: Learner): Promise<Progress> {
  const file = path.join(outDir, 'last.safetensors');
  if (!existsSync(file)) return START;
  const stored = await readWeights(outDir, 'last');
  await learner.restore(stored, outDir);
  return readProgress(stored.metadata, file);
}

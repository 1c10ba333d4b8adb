import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { BlemishError } from '../../app/domain/errors.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { BatchLoader } from '../data/batch-loader.ts';
import { cutValidation } from '../data/cut-validation.ts';
import type { DatasetItem } from '../data/dataset.ts';
import { requireTrainable } from '../data/require-trainable.ts';
import { removeUnfinishedWrites } from '../files/write-atomic.ts';
import { createForward } from '../inference/forward.ts';
import { createPredictor } from '../inference/predictor.ts';
import { Segmenter } from '../model/segmenter.ts';
import { readPretrained } from '../weights/pretrained.ts';
import { readWeights, writeModelCard, writeWeights } from '../weights/model-folder.ts';
import { classWeights } from './class-weights.ts';
import { shouldStop } from './early-stopping.ts';
import { Learner } from './learner.ts';
import { startWeights, type StartWeights } from './start-weights.ts';
import { operatingPointsOf } from './operating-points.ts';
import { planByEpochs } from './plan.ts';
import {
  progressMetadata,
  readProgress,
  readRunRecord,
  START,
  writeRunRecord,
  type Progress,
  type RunRecord,
} from './run-folder.ts';
import { scheduleOf } from './schedule.ts';
import type { TrainOptions, Run } from './run.ts';
import { measuredPlan } from './measured-plan.ts';
import { inputMappingOf } from './input-mapping-of.ts';

/** Everything that comes before the first step: data, model, plan and, for a resumed run, its state. */
export async function prepareRun(options: TrainOptions): Promise<Run> {
  const began = performance.now();
  const record = options.resume ? await readRunRecord(options.outDir) : null;
  const settings = record?.settings ?? options.settings;
  const { training, data } = settings;
  requireTrainable(options.dataset, settings.model);
  const items = cutValidation(
    options.dataset,
    data.val_split / (data.val_split + data.train_split),
    training.seed,
  );
  const fingerprint = fingerprintOf(items);
  if (record !== null && record.dataFingerprint !== fingerprint) throw otherData(options.outDir);
  const trainItems = items.filter(({ subset }) => subset === 'train');
  const validation = items.filter(({ subset }) => subset === 'val');
  const { classes } = options.dataset;
  const mapping = await inputMappingOf(trainItems, settings);
  const weights =
    record?.classWeights ??
    classWeights(settings.loss.class_weights, classes, pixelsByClass(trainItems, classes.length));

  const segmenter = new Segmenter({
    encoder: settings.model.encoder,
    inputChannels: mapping.channels,
    decoderChannels: settings.model.decoder_channels,
    classes: classes.length,
  });
  const start = record === null ? await chooseStart(segmenter, classes, settings.model) : RANDOM_START;
  if (record === null) options.onEvent({ type: 'note', text: start.note });
  const learner = await Learner.create(options.engine, segmenter, {
    settings,
    classWeights: weights,
    start: start.values,
  });
  const card = {
    id: fingerprint.slice(0, 8) + '-' + String(training.seed),
    classes: [...classes],
    architecture: { ...segmenter.architecture, decoderChannels: [...segmenter.architecture.decoderChannels] },
    mapping,
    scaleMode: data.scale_mode,
    imageSize: data.image_size,
    tileOverlap: settings.inference.tile_overlap,
    flips: settings.inference.flips,
    ignoreBandPx: data.ignore_band_px,
    operatingPoints: operatingPointsOf(classes, settings.inference),
  };
  const predict = createPredictor({
    ...card,
    classes: classes.length,
    forward: createForward(options.engine, segmenter, learner.state),
  });
  const loader = new BatchLoader({
    source: { items: trainItems, mapping, settings: data, seed: training.seed },
    batchSize: training.batch_size,
    stepsPerEpoch: planByEpochs(training, trainItems.length).stepsPerEpoch,
    workers: 1,
  });
  try {
    await mkdir(options.outDir, { recursive: true });
    await removeUnfinishedWrites(options.outDir);
    const plan =
      record?.plan ??
      (options.minutes === null
        ? planByEpochs(training, trainItems.length)
        : await measuredPlan(
            learner,
            loader,
            validation,
            predict,
            began,
            { ...options, settings },
            trainItems.length,
          ));
    const progress =
      record === null
        ? { ...START, lossScale: learner.initialLossScale }
        : await resumed(options.outDir, learner);
    if (record === null) {
      // First the weights: where there is a run's record, there is something to resume.
      await writeWeights(options.outDir, 'last', {
        tensors: await learner.snapshot(),
        metadata: progressMetadata(progress),
      });
      await writeRunRecord(options.outDir, {
        settings,
        plan,
        classWeights: weights,
        dataFingerprint: fingerprint,
        threads: options.threads,
      } satisfies RunRecord);
    }
    await writeModelCard(options.outDir, card);
    options.onEvent({
      type: 'start',
      plan,
      device: options.engine.abilities.description,
      step: progress.step,
    });
    const lastEpoch = plan.epochs - 1;
    const run: Run = {
      settings,
      plan,
      learner,
      loader,
      card,
      validation,
      predict,
      learningRate: scheduleOf(
        { ...training, num_epochs: plan.epochs, warmup_epochs: Math.min(training.warmup_epochs, lastEpoch) },
        plan.stepsPerEpoch / training.accumulation_steps,
      ),
      clock: { firstStep: progress.step, start: performance.now(), pausedMs: 0 },
      progress,
      done: () =>
        run.progress.step >= plan.totalSteps ||
        shouldStop(run.progress.earlyStopping, training) ||
        progress.finished,
      epochOf: (step) => Math.floor(step / plan.stepsPerEpoch),
      hasCompleted: (epoch) => run.done() || run.progress.step >= (epoch + 1) * plan.stepsPerEpoch,
      validatesAfter: (epoch) =>
        validation.length > 0 && (run.done() || (epoch + 1) % training.validate_every_epochs === 0),
    };
    return run;
  } catch (error) {
    await loader.close();
    await learner.release();
    throw error;
  }
}

const RANDOM_START: StartWeights = { values: {}, note: 'Starts from random weights' };

async function chooseStart(
  segmenter: Segmenter,
  classes: readonly string[],
  { encoder, initial_weights }: TrainingSettings['model'],
): Promise<StartWeights> {
  if (initial_weights === 'random') return RANDOM_START;
  return startWeights(segmenter.parameters.all(), await readPretrained(encoder), classes);
}

async function resumed(outDir: string, learner: Learner): Promise<Progress> {
  const stored = await readWeights(outDir, 'last');
  await learner.restore(stored, outDir);
  return readProgress(stored.metadata, `${outDir}/last.safetensors`);
}

function pixelsByClass(items: readonly DatasetItem[], classes: number): number[] {
  return Array.from({ length: classes }, (_, classId) =>
    items.reduce((sum, { classPixels }) => sum + classPixels[classId], 0),
  );
}

function fingerprintOf(items: readonly DatasetItem[]): string {
  const hash = createHash('sha256');
  for (const { name, subset, group, classPixels } of items)
    hash.update(JSON.stringify([name, subset, group, classPixels]));
  return hash.digest('hex');
}

function otherData(folder: string): BlemishError {
  return new BlemishError('input', {
    subject: folder,
    problem: 'this run was begun with other pictures, masks or subsets',
    remedy: 'Resume it with the data it began with, or train into another folder',
  });
}

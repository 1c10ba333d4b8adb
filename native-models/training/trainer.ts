import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { BlemishError } from '../../app/domain/errors.ts';
import { defectIou, meanIou } from '../../app/metrics/overlap.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { BatchLoader } from '../data/batch-loader.ts';
import type { Batch } from '../data/batch.ts';
import { cutValidation } from '../data/cut-validation.ts';
import type { Dataset, DatasetItem } from '../data/dataset.ts';
import { createInputMapping, type InputMapping } from '../data/input-mapping.ts';
import { decodeImage } from '../data/decode-image.ts';
import { percentileRange } from '../data/percentile-range.ts';
import { requireTrainable } from '../data/require-trainable.ts';
import type { Engine } from '../engines/engine.ts';
import { createForward } from '../inference/forward.ts';
import { createPredictor, type Predictor } from '../inference/predictor.ts';
import { Segmenter } from '../model/segmenter.ts';
import { readWeights, writeModelCard, writeWeights, type ModelCard } from '../weights/model-folder.ts';
import { classWeights } from './class-weights.ts';
import { afterValidation, shouldStop } from './early-stopping.ts';
import type { TrainingControl, TrainingEvent, TrainingSummary } from './events.ts';
import { Learner, type StepResult } from './learner.ts';
import { operatingPointsOf } from './operating-points.ts';
import { planByEpochs, planByTime, type Pace } from './plan.ts';
import {
  progressMetadata,
  readProgress,
  readRunRecord,
  START,
  writeRunRecord,
  type Progress,
  type RunPlan,
  type RunRecord,
} from './run-folder.ts';
import { scheduleOf } from './schedule.ts';
import { validate } from './validation.ts';

export interface TrainOptions {
  readonly dataset: Dataset;
  readonly settings: TrainingSettings;
  readonly outDir: string;
  readonly engine: Engine;
  readonly threads: number;
  /** Instead of epochs: as many steps as fit into this time. */
  readonly minutes: number | null;
  readonly resume: boolean;
  readonly control: TrainingControl;
  readonly onEvent: (event: TrainingEvent) => void;
}

/** Trains a model in a folder of its own, as brief section 5 says; a stopped run goes on with `resume`. */
export async function train(options: TrainOptions): Promise<TrainingSummary> {
  const run = await prepare(options);
  try {
    for (let epoch = run.epochOf(run.progress.step); !run.done(); epoch++) {
      await trainEpoch(run, epoch, options);
      if (!run.hasCompleted(epoch)) break;
      if (run.validatesAfter(epoch)) await validateEpoch(run, epoch, options);
      await saveProgress(run, options);
    }
    const finished = run.done();
    run.progress = { ...run.progress, finished };
    await saveProgress(run, options);
    return summaryOf(run, finished);
  } finally {
    await run.loader.close();
    await run.learner.release();
  }
}

/** All that a run holds while it goes on. */
interface Run {
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
}

async function trainEpoch(run: Run, epoch: number, { control, onEvent }: TrainOptions): Promise<void> {
  const { plan, settings, learner, loader } = run;
  let sum = 0;
  let steps = 0;
  for await (const batch of loader.batches(epoch, run.progress.step - epoch * plan.stepsPerEpoch)) {
    await control.whileRunning();
    if (control.cancelled || run.done()) break;
    const { step, updates, lossScale } = run.progress;
    const learningRate = run.learningRate(updates);
    const result = await learner.learn(batch, { step, updates, learningRate, lossScale });
    if (!result.finite && lossScale === 1) throw notANumber(step, settings);
    run.progress = { ...run.progress, ...progressAfter(run.progress, result) };
    sum += result.loss;
    steps++;
    onEvent({
      type: 'step',
      step: step + 1,
      epoch: (step + 1) / plan.stepsPerEpoch,
      loss: result.loss,
      learningRate,
      gradientNorm: result.gradientNorm,
      secondsLeft: secondsLeft(run),
    });
  }
  if (steps > 0)
    onEvent({ type: 'epoch', epoch: epoch + 1, loss: sum / steps, dataWaitShare: dataWaitShare(run) });
}

/** Updates between two doublings of the loss scale, as PyTorch's GradScaler has it. */
const LOSS_SCALE_GROWTH_INTERVAL = 2000;

/** Under mixed precision gradients may overflow: then nothing was updated and the loss scale is halved. */
function progressAfter(
  { step, updates, lossScale }: Progress,
  { finite, gradientNorm }: StepResult,
): Pick<Progress, 'step' | 'updates' | 'lossScale'> {
  if (!finite) return { step: step + 1, updates, lossScale: Math.max(1, lossScale / 2) };
  const updated = gradientNorm === null ? updates : updates + 1;
  const grows = lossScale > 1 && updated > updates && updated % LOSS_SCALE_GROWTH_INTERVAL === 0;
  return { step: step + 1, updates: updated, lossScale: grows ? 2 * lossScale : lossScale };
}

async function validateEpoch(run: Run, epoch: number, options: TrainOptions): Promise<void> {
  const { settings, card } = run;
  const confusion = await validate(run.validation, card, run.predict);
  const miou = meanIou(confusion) ?? 0;
  const best = run.progress.bestScore === null || miou > run.progress.bestScore;
  run.progress = {
    ...run.progress,
    ...(best ? { bestScore: miou, bestEpoch: epoch + 1 } : {}),
    earlyStopping: afterValidation(run.progress.earlyStopping, { epoch, score: miou }, settings.training),
  };
  if (best)
    await writeWeights(options.outDir, 'best', { tensors: await run.learner.weights(), metadata: {} });
  options.onEvent({ type: 'validation', epoch: epoch + 1, miou, defectIou: defectIou(confusion), best });
}

async function saveProgress(run: Run, { outDir, onEvent }: TrainOptions): Promise<void> {
  const tensors = await run.learner.snapshot();
  await writeWeights(outDir, 'last', { tensors, metadata: progressMetadata(run.progress) });
  if (run.progress.bestEpoch === 0) {
    await writeWeights(outDir, 'best', { tensors: await run.learner.weights(), metadata: {} });
  }
  onEvent({ type: 'saved', step: run.progress.step });
}

async function prepare(options: TrainOptions): Promise<Run> {
  const start = performance.now();
  const record = options.resume ? await readRunRecord(options.outDir) : null;
  const settings = record?.settings ?? options.settings;
  const { training, data } = settings;
  requireTrainable(options.dataset);
  const items = cutValidation(
    options.dataset.items,
    data.val_split / (data.val_split + data.train_split),
    training.seed,
  );
  const fingerprint = fingerprintOf(items);
  if (record !== null && record.dataFingerprint !== fingerprint) throw otherData(options.outDir);
  const trainItems = items.filter(({ subset }) => subset === 'train');
  const validation = items.filter(({ subset }) => subset === 'val');
  const { classes } = options.dataset;
  const mapping = await mappingOf(trainItems, settings);
  const weights =
    record?.classWeights ??
    classWeights(settings.loss.class_weights, classes, pixelsByClass(trainItems, classes.length));

  const segmenter = new Segmenter({
    encoder: settings.model.encoder,
    inputChannels: mapping.channels,
    decoderChannels: settings.model.decoder_channels,
    classes: classes.length,
  });
  const learner = await Learner.create(options.engine, segmenter, { settings, classWeights: weights });
  const card = {
    id: fingerprint.slice(0, 8) + '-' + String(training.seed),
    classes: [...classes],
    architecture: { ...segmenter.architecture, decoderChannels: [...segmenter.architecture.decoderChannels] },
    mapping,
    scaleMode: data.scale_mode,
    imageSize: data.image_size,
    tileOverlap: settings.inference.tile_overlap,
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
    const plan =
      record?.plan ??
      (options.minutes === null
        ? planByEpochs(training, trainItems.length)
        : await timedPlan(
            learner,
            loader,
            validation,
            predict,
            start,
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
      clock: { firstStep: progress.step, start: performance.now() },
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

/** Steps taken to warm up and to measure before a run of given minutes is planned; then forgotten. */
const [WARM_UP_STEPS, MEASURED_STEPS] = [2, 4];

async function timedPlan(
  learner: Learner,
  loader: BatchLoader,
  validation: readonly DatasetItem[],
  predict: Predictor,
  start: number,
  { settings, minutes, onEvent }: Pick<TrainOptions, 'settings' | 'minutes' | 'onEvent'>,
  pictures: number,
): Promise<RunPlan> {
  onEvent({ type: 'note', text: 'Measuring how long a step takes' });
  const before = await learner.snapshot();
  const stepSeconds: number[] = [];
  let last = performance.now();
  const take = async (batch: Batch): Promise<void> => {
    await learner.learn(batch, {
      step: 0,
      updates: 0,
      learningRate: settings.training.learning_rate,
      lossScale: learner.initialLossScale,
    });
    stepSeconds.push((performance.now() - last) / 1000);
    last = performance.now();
  };
  while (stepSeconds.length < WARM_UP_STEPS + MEASURED_STEPS) {
    for await (const batch of loader.batches(0)) {
      await take(batch);
      if (stepSeconds.length === WARM_UP_STEPS + MEASURED_STEPS) break;
    }
  }
  await learner.restore({ tensors: before, metadata: {} }, 'the measured steps');
  const pace: Pace = {
    secondsPerStep: mean(stepSeconds.slice(WARM_UP_STEPS)),
    secondsPerValidation: await validationSeconds(validation, predict),
  };
  const secondsSpent = (performance.now() - start) / 1000;
  return planByTime(settings.training, pictures, (minutes ?? 0) * 60 - secondsSpent, pace);
}

/** From two pictures, the first of which also compiles the forward pass. */
async function validationSeconds(validation: readonly DatasetItem[], predict: Predictor): Promise<number> {
  let seconds = 0;
  for (const { imagePath } of validation.slice(0, 2)) {
    const start = performance.now();
    await predict(await decodeImage(imagePath));
    seconds = (performance.now() - start) / 1000;
  }
  return seconds * validation.length;
}

async function resumed(outDir: string, learner: Learner): Promise<Progress> {
  const stored = await readWeights(outDir, 'last');
  await learner.restore(stored, outDir);
  return readProgress(stored.metadata, `${outDir}/last.safetensors`);
}

/** Channels and bits of the train pictures, or as set; percentiles over the train subset where they are asked for. */
async function mappingOf(
  items: readonly DatasetItem[],
  { data, model }: TrainingSettings,
): Promise<InputMapping> {
  const channels = model.input_channels === 'data' ? mostChannels(items) : model.input_channels;
  const bits =
    data.significant_bits === 'data'
      ? Math.max(...items.map((item) => item.significantBits))
      : data.significant_bits;
  if (data.input_range === 'full') return createInputMapping(channels, bits);
  const { low_percentile, high_percentile } = data.input_range;
  const range = await percentileRange(decoded(items), low_percentile / 100, high_percentile / 100);
  return createInputMapping(channels, bits, range);
}

async function* decoded(
  items: readonly DatasetItem[],
): AsyncGenerator<Awaited<ReturnType<typeof decodeImage>>> {
  for (const { imagePath } of items) yield await decodeImage(imagePath);
}

function mostChannels(items: readonly DatasetItem[]): number {
  return items.reduce((most, { channels }) => Math.max(most, channels), 1);
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

function summaryOf(run: Run, finished: boolean): TrainingSummary {
  const { progress, plan, settings, clock } = run;
  const seconds = (performance.now() - clock.start) / 1000;
  const images = (progress.step - clock.firstStep) * settings.training.batch_size;
  return {
    steps: progress.step,
    epochs: Math.ceil(progress.step / plan.stepsPerEpoch),
    finished,
    imagesPerSecond: images / seconds,
    dataWaitShare: dataWaitShare(run),
    bestEpoch: progress.bestEpoch,
    bestValMiou: progress.bestScore,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  };
}

function secondsLeft({ progress, plan, clock }: Run): number {
  const done = progress.step - clock.firstStep;
  const perStep = (performance.now() - clock.start) / 1000 / Math.max(done, 1);
  return perStep * (plan.totalSteps - progress.step);
}

function dataWaitShare({ loader, clock }: Run): number {
  return loader.waitedMs / Math.max(performance.now() - clock.start, 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function notANumber(step: number, { training }: TrainingSettings): BlemishError {
  return new BlemishError('numerics', {
    subject: `step ${step + 1}`,
    problem: 'the loss or a gradient is no longer a number; the checkpoint before it is kept',
    remedy: `Lower training.learning_rate (it is ${training.learning_rate}) and train again`,
  });
}

function otherData(folder: string): BlemishError {
  return new BlemishError('input', {
    subject: folder,
    problem: 'this run was begun with other pictures, masks or subsets',
    remedy: 'Resume it with the data it began with, or train into another folder',
  });
}

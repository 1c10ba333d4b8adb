import { BlemishError } from '../../app/domain/errors.ts';
import { defectIou, meanIou } from '../../app/metrics/overlap.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { writeWeights } from '../weights/model-folder.ts';
import { chooseOnValidation } from './choose-on-validation.ts';
import { afterValidation } from './early-stopping.ts';
import type { TrainingSummary } from './events.ts';
import type { StepResult } from './learner.ts';
import { progressMetadata, type Progress } from './run-folder.ts';
import { validate } from './validation.ts';
import type { TrainOptions, Run } from './run.ts';
import { prepareRun } from './prepare-run.ts';

/** Trains a model in a folder of its own, as brief section 5 says; a stopped run goes on with `resume`. */
export async function train(options: TrainOptions): Promise<TrainingSummary> {
  const run = await prepareRun(options);
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
    const summary = summaryOf(run, finished);
    const { choose_on_validation } = run.settings.inference.operating_point;
    if (finished && choose_on_validation) await chooseOnValidation(run, options);
    return { ...summary, peakRssMb: process.resourceUsage().maxRSS / 1024 };
  } finally {
    await run.loader.close();
    await run.learner.release();
  }
}

async function trainEpoch(run: Run, epoch: number, options: TrainOptions): Promise<void> {
  const { control, onEvent } = options;
  const { plan, settings, learner, loader } = run;
  let sum = 0;
  let steps = 0;
  for await (const batch of loader.batches(epoch, run.progress.step - epoch * plan.stepsPerEpoch)) {
    if (control.paused) await standStill(run, options);
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

/** Saves first: a paused run may wait for days. */
async function standStill(run: Run, options: TrainOptions): Promise<void> {
  const { control, onEvent } = options;
  const { step } = run.progress;
  const start = performance.now();
  await saveProgress(run, options);
  onEvent({ type: 'paused', step });
  await control.whileRunning();
  run.clock.pausedMs += performance.now() - start;
  if (!control.cancelled) onEvent({ type: 'resumed', step });
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
  const { training } = run.settings;
  const { confusion, samples } = await validate(
    run.validation,
    run.card,
    run.predict,
    training.validation_samples,
  );
  const miou = meanIou(confusion) ?? 0;
  const best = run.progress.bestScore === null || miou > run.progress.bestScore;
  run.progress = {
    ...run.progress,
    ...(best ? { bestScore: miou, bestEpoch: epoch + 1 } : {}),
    earlyStopping: afterValidation(run.progress.earlyStopping, { epoch, score: miou }, training),
  };
  if (best)
    await writeWeights(options.outDir, 'best', { tensors: await run.learner.weights(), metadata: {} });
  options.onEvent({ type: 'validation', epoch: epoch + 1, miou, defectIou: defectIou(confusion), best });
  if (samples.length > 0) options.onEvent({ type: 'samples', epoch: epoch + 1, samples });
}

async function saveProgress(run: Run, { outDir, onEvent }: TrainOptions): Promise<void> {
  const tensors = await run.learner.snapshot();
  await writeWeights(outDir, 'last', { tensors, metadata: progressMetadata(run.progress) });
  if (run.progress.bestEpoch === 0) {
    await writeWeights(outDir, 'best', { tensors: await run.learner.weights(), metadata: {} });
  }
  onEvent({ type: 'saved', step: run.progress.step });
}

function summaryOf(run: Run, finished: boolean): Omit<TrainingSummary, 'peakRssMb'> {
  const { progress, plan, settings, clock } = run;
  const images = (progress.step - clock.firstStep) * settings.training.batch_size;
  return {
    steps: progress.step,
    epochs: Math.ceil(progress.step / plan.stepsPerEpoch),
    finished,
    imagesPerSecond: images / (workedMs(run) / 1000),
    dataWaitShare: dataWaitShare(run),
    bestEpoch: progress.bestEpoch,
    bestValMiou: progress.bestScore,
  };
}

function secondsLeft(run: Run): number {
  const { progress, plan, clock } = run;
  const done = progress.step - clock.firstStep;
  const perStep = workedMs(run) / 1000 / Math.max(done, 1);
  return perStep * (plan.totalSteps - progress.step);
}

function dataWaitShare(run: Run): number {
  return run.loader.waitedMs / Math.max(workedMs(run), 1);
}

function workedMs({ clock }: Run): number {
  return performance.now() - clock.start - clock.pausedMs;
}

function notANumber(step: number, { training }: TrainingSettings): BlemishError {
  return new BlemishError('numerics', {
    subject: `step ${step + 1}`,
    problem: 'the loss or a gradient is no longer a number; the checkpoint before it is kept',
    remedy: `Lower training.learning_rate (it is ${training.learning_rate}) and train again`,
  });
}

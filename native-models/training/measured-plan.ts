import type { BatchLoader } from '../data/batch-loader.ts';
import type { Batch } from '../data/batch.ts';
import type { DatasetItem } from '../data/dataset.ts';
import { decodeImage } from '../data/decode-image.ts';
import type { Predictor } from '../inference/predictor.ts';
import type { Learner } from './learner.ts';
import { planByTime, type Pace } from './plan.ts';
import type { RunPlan } from './run-folder.ts';
import type { TrainOptions } from './run.ts';

/** Steps taken to warm up and to measure before a run of given minutes is planned; then forgotten. */
const [WARM_UP_STEPS, MEASURED_STEPS] = [2, 4];

/** The plan of a run of given minutes, less those already spent since `start`. */
export async function measuredPlan(
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
  // Operating points are chosen after the last step, by predicting the validation pictures once more.
  const secondsAfter = settings.inference.operating_point.choose_on_validation
    ? pace.secondsPerValidation
    : 0;
  return planByTime(settings.training, pictures, (minutes ?? 0) * 60 - secondsSpent - secondsAfter, pace);
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

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

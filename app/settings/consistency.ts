import type { z } from 'zod';
import { ENCODER_STRIDE } from './encoder-stride.ts';
import type { TrainingSettings } from './training-settings.ts';

type Path = string[];
/** Refuses the key at `path` for a reason that involves the keys at `related` too. */
type Refuse = (path: Path, message: string, ...related: Path[]) => void;

/** Adds an issue for each rule between keys that is broken; its `params.related` holds the paths of the other keys. */
export function checkConsistency(settings: TrainingSettings, context: z.RefinementCtx): void {
  const refuse: Refuse = (path, message, ...related) => {
    context.addIssue({ code: 'custom', path, message, params: { related } });
  };
  checkSchedule(settings, refuse);
  checkLossWeights(settings, refuse);
  checkSplit(settings, refuse);
  checkImageSize(settings, refuse);
  checkClassCounts(settings, refuse);
  checkThresholds(settings, refuse);
}

function checkSchedule({ training }: TrainingSettings, refuse: Refuse): void {
  const { num_epochs, warmup_epochs, learning_rate, scheduler } = training;
  if (warmup_epochs >= num_epochs) {
    const message = `must be below num_epochs (${num_epochs}), not ${warmup_epochs}`;
    refuse(['training', 'warmup_epochs'], message, ['training', 'num_epochs']);
  }
  if (scheduler.eta_min > learning_rate) {
    const message = `must be at most learning_rate (${learning_rate}), not ${scheduler.eta_min}`;
    refuse(['training', 'scheduler', 'eta_min'], message, ['training', 'learning_rate']);
  }
}

function checkLossWeights({ loss }: TrainingSettings, refuse: Refuse): void {
  if (loss.dice_weight + loss.focal_weight > 0) return;
  const message = 'must be above 0 where focal_weight is 0';
  refuse(['loss', 'dice_weight'], message, ['loss', 'focal_weight']);
}

function checkSplit({ data }: TrainingSettings, refuse: Refuse): void {
  const sum = data.train_split + data.val_split + data.test_split;
  if (Math.abs(sum - 1) < 1e-9) return;
  const message = `must sum to 1 with val_split and test_split, not to ${Number(sum.toPrecision(6))}`;
  refuse(['data', 'train_split'], message, ['data', 'val_split'], ['data', 'test_split']);
}

function checkImageSize({ data, model }: TrainingSettings, refuse: Refuse): void {
  const stride = ENCODER_STRIDE[model.encoder];
  if (data.image_size % stride === 0) return;
  const message = `must be a multiple of ${stride} for the encoder ${model.encoder}, not ${data.image_size}`;
  refuse(['data', 'image_size'], message, ['model', 'encoder']);
}

function checkClassCounts({ model, loss }: TrainingSettings, refuse: Refuse): void {
  const { num_classes, class_names } = model;
  const named = class_names === 'data' ? undefined : class_names.length;
  const classes = num_classes === 'data' ? named : num_classes;
  if (classes === undefined) return;
  if (named !== undefined && named !== classes) {
    const message = `must hold as many names as num_classes (${classes}), not ${named}`;
    refuse(['model', 'class_names'], message, ['model', 'num_classes']);
  }
  if (Array.isArray(loss.class_weights) && loss.class_weights.length !== classes) {
    const message = `must hold one weight for each of ${classes} classes, not ${loss.class_weights.length}`;
    refuse(['loss', 'class_weights'], message, ['model', 'num_classes'], ['model', 'class_names']);
  }
}

function checkThresholds({ model, inference }: TrainingSettings, refuse: Refuse): void {
  const path = ['inference', 'operating_point'];
  const { per_class, ...general } = inference.operating_point;
  checkThresholdOrder(general, path, refuse);
  for (const [name, own] of Object.entries(per_class)) {
    const classPath = [...path, 'per_class', name];
    checkThresholdOrder({ ...general, ...own }, classPath, refuse);
    if (model.class_names !== 'data' && !model.class_names.includes(name)) {
      refuse(classPath, `must be one of class_names (${model.class_names.join(', ')})`, [
        'model',
        'class_names',
      ]);
    }
  }
}

function checkThresholdOrder(
  { low_threshold, threshold }: { low_threshold: number; threshold: number },
  path: Path,
  refuse: Refuse,
): void {
  if (low_threshold <= threshold) return;
  const message = `must be at most threshold (${threshold}), not ${low_threshold}`;
  refuse([...path, 'low_threshold'], message, [...path, 'threshold']);
}

import type { z } from 'zod';
import { checkConsistency } from './consistency.ts';
import { dataSettings } from './data-settings.ts';
import { group } from './fields.ts';
import { inferenceSettings } from './inference-settings.ts';
import { modelSettings } from './model-settings.ts';
import { lossSettings, optimisationSettings } from './optimisation-settings.ts';

const groups = group({
  model: modelSettings.prefault({}),
  training: optimisationSettings.prefault({}),
  loss: lossSettings.prefault({}),
  data: dataSettings.prefault({}),
  inference: inferenceSettings.prefault({}),
});

/**
 * The training configuration: the YAML of brief section 8.2 under its key names and with its defaults, and the keys
 * that sections 5 and 7 name but 8.2 lacks. Keys are written alike in the file and in the code.
 */
export type TrainingSettings = z.infer<typeof groups>;

export const trainingSettingsSchema = groups.superRefine(checkConsistency);

/** The brief's own configuration, which is for DINOv2. */
export const DEFAULT_SETTINGS: TrainingSettings = trainingSettingsSchema.parse({});

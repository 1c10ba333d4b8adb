import { parseSettings } from '../../app/settings/parse-settings.ts';
import { DEFAULT_PRESET } from '../../app/settings/preset-names.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import { loadPreset } from '../../native-models/training/presets.ts';
import { readGivenText } from '../files/read-given-text.ts';

export interface SettingsFlags {
  readonly preset?: string;
  readonly config?: string;
  readonly epochs?: number;
  readonly seed?: number;
  readonly start?: 'pretrained' | 'random';
}

/** The settings of a new run: a preset, over it a file, over that the flags. */
export async function settingsOf(flags: SettingsFlags): Promise<TrainingSettings> {
  const preset = loadPreset(flags.preset ?? DEFAULT_PRESET).settings;
  const base =
    flags.config === undefined
      ? preset
      : parseSettings(
          await readGivenText(flags.config, 'The settings', 'check-settings-path'),
          flags.config,
          preset,
        );
  return {
    ...base,
    model: {
      ...base.model,
      ...(flags.start === undefined ? {} : { initial_weights: flags.start }),
    },
    training: {
      ...base.training,
      ...(flags.epochs === undefined ? {} : { num_epochs: flags.epochs }),
      ...(flags.seed === undefined ? {} : { seed: flags.seed }),
    },
  };
}

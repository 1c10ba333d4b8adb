import { readFileSync } from 'node:fs';
import { BlemishError } from '../../app/domain/errors.ts';
import { parseSettings } from '../../app/settings/parse-settings.ts';
import { PRESET_NAMES } from '../../app/settings/preset-names.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';

export interface Preset {
  /** The file as it is, with the comments that say why. */
  readonly text: string;
  readonly settings: TrainingSettings;
}

/**
 * Reads a configuration that comes with Blemish.
 * @throws BlemishError (usage) for an unknown name
 */
export function loadPreset(name: string): Preset {
  const known = PRESET_NAMES.find((preset) => preset === name);
  if (known === undefined) {
    throw new BlemishError('usage', {
      subject: name,
      problem: 'there is no preset of this name',
      remedy: `Name one of ${PRESET_NAMES.join(', ')}`,
    });
  }
  const file = `${known}.yaml`;
  const text = readFileSync(new URL(`../../app/settings/presets/${file}`, import.meta.url), 'utf8');
  return { text, settings: parseSettings(text, file) };
}

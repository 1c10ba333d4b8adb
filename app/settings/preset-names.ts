/** The configurations that come with Blemish, as files in presets/. */
export const PRESET_NAMES = ['quick', 'compact'] as const;

export type PresetName = (typeof PRESET_NAMES)[number];

/** What a run without a named preset starts from. */
export const DEFAULT_PRESET: PresetName = 'compact';

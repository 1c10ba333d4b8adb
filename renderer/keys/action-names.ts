import { m } from '#messages';
import type { Action } from '../../app/settings/key-bindings.ts';

/** What each action does, in a few words. */
export const ACTION_NAMES: Readonly<Record<Action, () => string>> = {
  palette: m.action_palette,
  shortcuts: m.action_shortcuts,
  home: m.action_home,
  dataset: m.action_dataset,
  annotate: m.action_annotate,
  train: m.action_train,
  review: m.action_review,
  settings: m.action_settings,
  jobs: m.action_jobs,
  theme: m.action_theme,
};

import { z } from 'zod';
import { userSettingsSchema, type UserSettings } from '../../app/settings/user-settings.ts';
import { locale } from '../messages/locale.svelte.ts';

type Appearance = Pick<UserSettings, 'theme' | 'language'>;

/** The settings come from the host a moment after the first paint, which must look like them already. */
const STORED_AS = 'blemish:appearance';

const { theme, language } = userSettingsSchema.shape;
const storedSchema = z.strictObject({ theme, language });

export function rememberedAppearance(): void {
  apply(storedSchema.parse(stored()));
}

export function showAppearance({ theme, language }: Appearance): void {
  apply({ theme, language });
  localStorage.setItem(STORED_AS, JSON.stringify({ theme, language }));
}

/** The one that is shown: what the person chose, or the system's. */
export function shownTheme(theme: Appearance['theme']): 'light' | 'dark' {
  if (theme !== 'system') return theme;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

function apply({ theme, language }: Appearance): void {
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  locale.choose(language);
}

function stored(): unknown {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}');
    return storedSchema.safeParse(value).success ? value : {};
  } catch {
    return {};
  }
}

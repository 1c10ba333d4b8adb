import { baseLocale, isLocale, locales, overwriteGetLocale, type Locale } from '#messages/runtime';

let current: Locale = $state(systemLocale());
overwriteGetLocale(() => current);

export type { Locale };
export { locales };

/** The language that the window speaks. Whatever shows a message shows it anew when this changes. */
export const locale = {
  get current(): Locale {
    return current;
  },
  /** @param chosen null for the system's */
  choose(chosen: Locale | null): void {
    current = chosen ?? systemLocale();
    document.documentElement.lang = current === 'zh' ? 'zh-Hans' : current;
  },
};

/** Each language by its own name. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch', zh: '中文' };

function systemLocale(): Locale {
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return spoken.find((language) => isLocale(language)) ?? baseLocale;
}

/** What a key press tells, as a browser's KeyboardEvent does. */
export interface KeyPress {
  readonly key: string;
  /** The place on the keyboard, e.g. "Digit1". */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const MODIFIER_KEYS = ['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'];

/**
 * How a chord is written: modifiers in one order, then the key, e.g. "Ctrl+Shift+D", "Alt+1", "?", "[". Ctrl is Command
 * on a Mac. Null for a modifier alone.
 */
export function chordOf(press: KeyPress): string | null {
  if (MODIFIER_KEYS.includes(press.key)) return null;
  const key = keyName(press);
  const modifiers = [
    press.ctrlKey || press.metaKey ? 'Ctrl' : '',
    press.altKey ? 'Alt' : '',
    press.shiftKey && !isSymbol(key) ? 'Shift' : '',
  ];
  return [...modifiers, key].filter((part) => part !== '').join('+');
}

/** Whether the chord would be typed as text, and so means nothing while a text field has the focus. */
export function isTyped(chord: string): boolean {
  return !chord.startsWith('Ctrl+') && !chord.startsWith('Alt+') && !/^F\d+$/.test(chord);
}

/** Letters by what they write, so that Z is Z on every keyboard; digits by their place, as Alt and Shift change them. */
function keyName({ key, code, altKey, shiftKey }: KeyPress): string {
  if (key === ' ') return 'Space';
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined && (altKey || shiftKey || key === digit)) return isSign(key) ? key : digit;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (altKey && letter !== undefined && !/^[a-z]$/i.test(key)) return letter;
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Signs that Shift writes on a digit of some keyboards and that stand for themselves. */
function isSign(key: string): boolean {
  return key === '?' || key === '/';
}

/** Shift is already in what it writes. */
function isSymbol(key: string): boolean {
  return key.length === 1 && !/[\p{L}\d]/u.test(key);
}

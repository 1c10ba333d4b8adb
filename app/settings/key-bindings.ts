/** Where a key counts: everywhere, or in one room. */
export type KeyScope = 'everywhere' | 'dataset' | 'annotate' | 'train' | 'review';

interface DefaultKey {
  readonly scope: KeyScope;
  /** As `chordOf` writes it. */
  readonly chord: string;
}

/** What can be done by a key, and the key that does it until a person chooses another. */
export const DEFAULT_KEYS = {
  palette: { scope: 'everywhere', chord: 'Ctrl+K' },
  shortcuts: { scope: 'everywhere', chord: '?' },
  home: { scope: 'everywhere', chord: 'Alt+0' },
  dataset: { scope: 'everywhere', chord: 'Alt+1' },
  annotate: { scope: 'everywhere', chord: 'Alt+2' },
  train: { scope: 'everywhere', chord: 'Alt+3' },
  review: { scope: 'everywhere', chord: 'Alt+4' },
  settings: { scope: 'everywhere', chord: 'Alt+5' },
  jobs: { scope: 'everywhere', chord: 'Ctrl+J' },
  theme: { scope: 'everywhere', chord: 'Ctrl+Alt+T' },
} as const satisfies Record<string, DefaultKey>;

export type Action = keyof typeof DEFAULT_KEYS;

export const ACTIONS = Object.keys(DEFAULT_KEYS) as Action[];

/** The key of each action. */
export type KeyMap = Readonly<Record<Action, string>>;

/** The defaults, but for what a person has chosen; names of actions that there are no longer are left out. */
export function keyMap(chosen: Readonly<Record<string, string>>): KeyMap {
  const entries = ACTIONS.map((action) => [action, chosen[action] ?? DEFAULT_KEYS[action].chord]);
  return Object.fromEntries(entries) as Record<Action, string>;
}

/** What to store after an action was given a key: only what differs from the defaults. */
export function withKey(
  chosen: Readonly<Record<string, string>>,
  action: Action,
  chord: string,
): Record<string, string> {
  const others = Object.entries(chosen).filter(([name]) => name !== action);
  const own = chord === DEFAULT_KEYS[action].chord ? [] : [[action, chord] as const];
  return Object.fromEntries([...others, ...own]);
}

/** Actions that one key would start together with this one: in the same room, or where one counts everywhere. */
export function conflicts(keys: KeyMap, action: Action): Action[] {
  return ACTIONS.filter(
    (other) => other !== action && keys[other] === keys[action] && scopesMeet(action, other),
  );
}

/** The action of a chord in a room; a room's own comes before one that counts everywhere. */
export function actionOf(keys: KeyMap, chord: string, room: KeyScope): Action | undefined {
  const matching = ACTIONS.filter((action) => keys[action] === chord);
  return matching.find((action) => scopeOf(action) === room) ?? matching.find(isEverywhere);
}

function scopesMeet(a: Action, b: Action): boolean {
  return scopeOf(a) === scopeOf(b) || isEverywhere(a) || isEverywhere(b);
}

function isEverywhere(action: Action): boolean {
  return scopeOf(action) === 'everywhere';
}

function scopeOf(action: Action): KeyScope {
  return DEFAULT_KEYS[action].scope;
}

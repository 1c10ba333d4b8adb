import {
  type Action,
  actionOf,
  keyMap,
  type KeyMap,
  type KeyScope,
} from '../../app/settings/key-bindings.ts';
import { chordOf, isTyped } from '../../app/settings/key-chord.ts';
import type { Settings } from '../workspace/user-settings.svelte.ts';

/** Turns key presses into actions. What is on the screen says what its actions do. */
export class Keys {
  readonly map: KeyMap = $derived.by(() => keyMap(this.#settings.current.keys));
  /** While a new key is being chosen, keys mean nothing. */
  isChoosing = $state(false);
  readonly #settings: Settings;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing that is shown depends on it
  readonly #doers = new Map<Action, () => void>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** @returns what takes it away again: `$effect(() => keys.on('jobs', open))` */
  on(action: Action, run: () => void): () => void {
    this.#doers.set(action, run);
    return () => {
      if (this.#doers.get(action) === run) this.#doers.delete(action);
    };
  }

  /** Does it, where what does it is on the screen. */
  run(action: Action): void {
    this.#doers.get(action)?.();
  }

  press(event: KeyboardEvent, room: KeyScope): void {
    if (event.defaultPrevented || event.isComposing || this.isChoosing) return;
    const chord = chordOf(event);
    if (chord === null || (isTyped(chord) && takesText(event.target)) || isFloating(event.target)) return;
    const action = actionOf(this.map, chord, room);
    const run = action === undefined ? undefined : this.#doers.get(action);
    if (run === undefined) return;
    event.preventDefault();
    run();
  }
}

function takesText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox], [type=range]), textarea, select'))
  );
}

/** A dialog or menu has the keys to itself. */
function isFloating(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]') !== null;
}

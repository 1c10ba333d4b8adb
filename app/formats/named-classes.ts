import type { Rgb } from '../domain/class-colours.ts';
import { BlemishError } from '../domain/errors.ts';
import { BACKGROUND, IGNORE } from '../mask/label-map.ts';
import type { AnnotationClass } from './annotation-format.ts';

/** What tools call the pixels of nothing, and those that nobody should count. */
const BACKGROUND_NAMES: readonly string[] = ['background', '_background_', '__background__'];
/** The name under which ignored pixels go to formats that know labels alone; labelme's. */
export const IGNORE_NAME = '__ignore__';

/** The class ids of a format that knows classes by name: 1, 2, ... in the order of their first mention. */
export class NamedClasses {
  readonly #subject: string;
  readonly #classes = new Map<string, AnnotationClass>();

  constructor(subject: string) {
    this.#subject = subject;
  }

  get list(): AnnotationClass[] {
    return [...this.#classes.values()];
  }

  /** The id of a name, which is new or not. @throws {BlemishError} 'input' past 254 classes. */
  add(name: string, colour: Rgb | null = null): number {
    const known = this.idOf(name);
    if (known !== null) return known;
    const id = this.#classes.size + 1;
    if (id >= IGNORE) throw tooManyClasses(this.#subject);
    this.#classes.set(name, { id, name, colour });
    return id;
  }

  /** null for a name that has not been added. */
  idOf(name: string): number | null {
    if (isBackgroundName(name)) return BACKGROUND;
    if (name === IGNORE_NAME) return IGNORE;
    return this.#classes.get(name)?.id ?? null;
  }
}

export function isBackgroundName(name: string): boolean {
  return BACKGROUND_NAMES.includes(name.toLowerCase());
}

export function tooManyClasses(subject: string): BlemishError {
  return new BlemishError('input', {
    subject,
    problem: `There are more than ${IGNORE - 1} classes`,
    remedy: 'Leave out classes that are not needed, or merge some.',
  });
}

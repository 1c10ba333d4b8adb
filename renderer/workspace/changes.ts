import type { ProjectChange } from '../../app/contract/changes.ts';

type Changed = ProjectChange['changed'];

/** Passes on what the host says of the open project. A listener stays until it is taken away. */
export class Changes {
  readonly #onChange = new Set<(changed: Changed) => void>();
  readonly #onProject = new Set<(isOpen: boolean) => void>();

  /** @returns what takes the listener away */
  onChange(listener: (changed: Changed) => void): () => void {
    this.#onChange.add(listener);
    return () => this.#onChange.delete(listener);
  }

  /** Called when a project was opened, also again after the line was cut, and when there is none any more. */
  onProject(listener: (isOpen: boolean) => void): () => void {
    this.#onProject.add(listener);
    return () => this.#onProject.delete(listener);
  }

  publish(changed: Changed): void {
    for (const listener of this.#onChange) listener(changed);
  }

  publishProject(isOpen: boolean): void {
    for (const listener of this.#onProject) listener(isOpen);
  }
}

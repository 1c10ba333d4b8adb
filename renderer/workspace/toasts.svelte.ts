/** A short word at the edge of the window. */
export interface Toast {
  readonly id: number;
  readonly kind: 'note' | 'error';
  readonly text: string;
  /** What can be done about it, e.g. undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

const SHOWN_MS = 6000;
const SHOWN_WITH_ACTION_MS = 12_000;
const MOST_SHOWN = 4;

export class Toasts {
  shown: readonly Toast[] = $state.raw([]);
  #count = 0;

  /** An error stays until it is put away. */
  show(toast: Omit<Toast, 'id'>): void {
    const id = ++this.#count;
    this.shown = [...this.shown, { ...toast, id }].slice(-MOST_SHOWN);
    if (toast.kind === 'error') return;
    setTimeout(
      () => {
        this.dismiss(id);
      },
      toast.action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS,
    );
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((toast) => toast.id !== id);
  }
}

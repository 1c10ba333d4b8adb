/** A line of a menu. */
export type MenuEntry =
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly detail?: string;
      readonly chord?: string;
      /** Of several, the one that counts. */
      readonly isChosen?: boolean;
      readonly disabled?: boolean;
      readonly run: () => void;
    }
  | { readonly kind: 'heading'; readonly id: string; readonly label: string }
  | { readonly kind: 'line'; readonly id: string };

import type { LabelmeFile, LabelmeShape } from './labelme-file.ts';

/** A labelme file as it was read, so that writing it again keeps what labels do not hold. */
export class LabelmeOriginal {
  readonly file: Omit<LabelmeFile, 'shapes'>;
  /** The shapes of each instance. */
  readonly shapes: ReadonlyMap<number, readonly LabelmeShape[]>;

  constructor(file: Omit<LabelmeFile, 'shapes'>, shapes: ReadonlyMap<number, readonly LabelmeShape[]>) {
    this.file = file;
    this.shapes = shapes;
  }
}

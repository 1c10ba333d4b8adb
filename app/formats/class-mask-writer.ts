import { BACKGROUND } from '../mask/label-map.ts';
import { BY_COMPONENT, classOf, instanceOf, type RunLengthMap } from '../mask/run-length-map.ts';
import type { AnnotationClass, Annotations, OutputFile, Report } from './annotation-format.ts';
import { hasIgnored } from './ignored-pixels.ts';
import { asFileName, OutputPaths } from './output-path.ts';
import { encodeBinaryMask } from './png/binary-mask.ts';

/** A mask that has been written. */
export interface WrittenMask {
  readonly picture: string;
  readonly path: string;
  readonly className: string;
}

/** Writes a binary mask for each class of each picture, in folders by class name. */
export class ClassMaskWriter {
  /** What `files` has written so far; a picture without a class has no entry. */
  readonly written: WrittenMask[] = [];
  /** Pictures without any class. */
  readonly empty: string[] = [];
  readonly #annotations: Annotations;
  readonly #report: Report;
  readonly #reserved: readonly string[];

  /** @param reserved folder names that no class may have, in small letters. */
  constructor(annotations: Annotations, report: Report, reserved: readonly string[] = []) {
    this.#annotations = annotations;
    this.#report = report;
    this.#reserved = reserved;
  }

  /** @param pathOf a mask's path from its class folder and its picture's stem. */
  async *files(pathOf: (folder: string, stem: string) => string): AsyncGenerator<OutputFile> {
    const folders = this.#folders();
    const paths = new OutputPaths();
    for await (const { picture, labels } of this.#annotations.images()) {
      this.#reportLosses(labels, picture);
      const stem = paths.stemOf(picture);
      const present = new Set(Array.from(labels.values, classOf));
      const classes = this.#annotations.classes.filter(({ id }) => present.has(id));
      if (classes.length === 0) this.empty.push(picture);
      for (const { id, name } of classes) {
        const path = pathOf(folders.get(id) ?? name, stem);
        this.written.push({ picture, path, className: name });
        yield { path, content: encodeBinaryMask(labels, id) };
      }
    }
  }

  #reportLosses(labels: RunLengthMap, subject: string): void {
    if (hasIgnored(labels)) {
      this.#report({ kind: 'lost', text: 'Ignored pixels become background', subject });
    }
    if (labels.values.some((value) => classOf(value) !== BACKGROUND && instanceOf(value) !== BY_COMPONENT)) {
      this.#report({ kind: 'lost', text: 'Instances are told by component alone', subject });
    }
  }

  #folders(): ReadonlyMap<number, string> {
    const taken = new Set(this.#reserved);
    const folderOf = ({ id, name }: AnnotationClass): string => {
      const folder = asFileName(name);
      const unique = taken.has(folder.toLowerCase()) ? `${folder}_${id}` : folder;
      taken.add(unique.toLowerCase());
      if (unique !== name) {
        this.#report({
          kind: 'changed',
          text: 'Class names that cannot be folder names are changed',
          subject: name,
        });
      }
      return unique;
    };
    return new Map(this.#annotations.classes.map((one) => [one.id, folderOf(one)]));
  }
}

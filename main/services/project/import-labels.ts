import { v7 as newId } from 'uuid';
import type { Annotations } from '../../../app/formats/annotation-format.ts';
import { mapClasses } from '../../../app/formats/class-mapping.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { LabelSource } from './label-source.ts';
import { type LabelChange, type LabelMode, writeLabels } from './write-labels.ts';

export interface ImportLabelsRequest {
  readonly source: LabelSource;
  /** The project's image of a picture; undefined where it has none. */
  readonly idOf: (picture: string) => string | undefined;
  readonly mode: LabelMode;
  readonly user: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

export interface ImportedLabels {
  /** Images whose labels are others now. */
  readonly changed: number;
  readonly unchanged: number;
  /** Names of classes that the project did not have. */
  readonly newClasses: readonly string[];
}

/** Takes label maps into the project, image by image; classes go by their names. What is there already changes nothing. */
export async function importLabels(
  store: ProjectStore,
  { source, idOf, mode, user, signal, onProgress }: ImportLabelsRequest,
): Promise<ImportedLabels> {
  const newClasses = addClasses(store, usedNames(source));
  const change: LabelChange = { clientId: newId(), mode, tool: source.tool, user };
  const counts = { changed: 0, unchanged: 0 };
  let sequence = 0;
  for await (const { picture, labels } of withProjectClasses(store, source).images()) {
    signal.throwIfAborted();
    const imageId = idOf(picture);
    if (imageId === undefined) continue;
    const isChanged = writeLabels(store, imageId, labels, { ...change, sequence: sequence++ });
    counts[isChanged ? 'changed' : 'unchanged']++;
    onProgress(sequence, source.preview.matchedImages);
  }
  return { ...counts, newClasses };
}

function usedNames({ preview }: LabelSource): string[] {
  return preview.classes.filter(({ pixels }) => pixels > 0).map(({ name }) => name);
}

function addClasses(store: ProjectStore, names: readonly string[]): string[] {
  const known = new Set(store.classes.list().map(({ name }) => name));
  const added = names.filter((name) => !known.has(name));
  store.change(() => {
    for (const name of added) store.classes.add(name);
  });
  return added;
}

function withProjectClasses(store: ProjectStore, { annotations }: LabelSource): Annotations {
  const ids = new Map(store.classes.list().map(({ name, id }) => [name, id]));
  const targets = new Map(
    annotations.classes.map(({ name }) => {
      const id = ids.get(name);
      return [name, id === undefined ? { to: 'background' as const } : { to: 'class' as const, id }];
    }),
  );
  return mapClasses(annotations, { file: 'the project', targets }, () => undefined);
}

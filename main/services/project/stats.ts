import type { Run } from '../../../app/domain/run.ts';
import type { Split, Subset } from '../../../app/domain/split.ts';
import type { AnnotationState } from '../../../app/domain/annotation.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import { subsetsOf } from './images-to-split.ts';
import { ownImages } from './own-images.ts';

export interface ClassCount {
  readonly id: number;
  readonly name: string;
  readonly images: number;
  readonly instances: number;
  readonly pixels: number;
}

export interface ProjectStats {
  readonly name: string;
  readonly images: number;
  readonly parts: number;
  readonly lots: number;
  readonly states: ReadonlyMap<AnnotationState, number>;
  readonly classes: readonly ClassCount[];
  /** The newest, which trainings take. */
  readonly split: {
    readonly split: Split;
    readonly subsets: ReadonlyMap<Subset, number>;
    readonly unassigned: number;
  } | null;
  readonly runs: readonly (Run & { readonly miou: number | null })[];
}

/** What a project holds, in numbers. */
export function projectStats(store: ProjectStore): ProjectStats {
  const images = ownImages(store, {});
  const states = new Map<AnnotationState, number>();
  for (const { state } of images) states.set(state, (states.get(state) ?? 0) + 1);
  return {
    name: store.record.read().name,
    images: store.imageList.count({}),
    parts: store.parts.list().length,
    lots: store.parts.lots().length,
    states,
    classes: classCounts(
      store,
      images.map(({ id }) => id),
    ),
    split: newestSplit(store),
    runs: store.runs.list().map((run) => ({ ...run, miou: bestScore(store, run) })),
  };
}

function classCounts(store: ProjectStore, imageIds: readonly string[]): ClassCount[] {
  const counts = new Map(
    store.classes.list().map(({ id, name }) => [id, { id, name, images: 0, instances: 0, pixels: 0 }]),
  );
  for (const imageId of imageIds) {
    for (const { classId, instances, pixels } of store.imageFacts.statistics(imageId)) {
      const count = counts.get(classId);
      if (count === undefined) continue;
      count.images++;
      count.instances += instances;
      count.pixels += pixels;
    }
  }
  return [...counts.values()];
}

function newestSplit(store: ProjectStore): ProjectStats['split'] {
  const split = store.splits.list().at(0);
  if (split === undefined) return null;
  const subsetOf = subsetsOf(
    store.splits.members(split.id),
    ownImages(store, {}).map(({ id }) => id),
  );
  const subsets = new Map<Subset, number>();
  for (const subset of subsetOf) if (subset !== null) subsets.set(subset, (subsets.get(subset) ?? 0) + 1);
  return { split, subsets, unassigned: subsetOf.filter((subset) => subset === null).length };
}

function bestScore(store: ProjectStore, { id }: Run): number | null {
  return store.runs.checkpoints(id).find(({ kind }) => kind === 'best')?.score ?? null;
}

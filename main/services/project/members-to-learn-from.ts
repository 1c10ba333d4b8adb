import { BlemishError } from '../../../app/domain/errors.ts';
import type { Split, Subset } from '../../../app/domain/split.ts';
import type { ProjectStore } from '../../store/project-store.ts';
import type { LaidOutImage } from './lay-out-labels.ts';
import { isLabelled, ownImages } from './own-images.ts';

export interface LearningSet {
  readonly split: Split;
  /** Labelled members of train, val and test. */
  readonly images: readonly LaidOutImage[];
  /** Ids of the classes that they show. */
  readonly channels: readonly number[];
}

/** @throws {BlemishError} 'input' where nothing can be learnt: no split, no labelled train image, no defect in any */
export function membersToLearnFrom(store: ProjectStore, splitId: string | null): LearningSet {
  const split = splitOf(store, splitId);
  const subsets = new Map(store.splits.members(split.id).map(({ imageId, subset }) => [imageId, subset]));
  const images = ownImages(store, {})
    .filter(isLabelled)
    .flatMap((image): LaidOutImage[] => {
      const subset = subsets.get(image.id);
      return isLearnt(subset) ? [{ image, subset }] : [];
    });
  const classIdsOf = (members: readonly LaidOutImage[]): Set<number> =>
    new Set(
      members.flatMap(({ image }) => store.imageFacts.statistics(image.id).map(({ classId }) => classId)),
    );
  const train = images.filter(({ subset }) => subset === 'train');
  if (train.length === 0) {
    throw refused(split, 'None of its train images is labelled', 'Label some, or import their annotations');
  }
  if (classIdsOf(train).size === 0) {
    throw refused(split, 'No train image shows a defect', 'Label defects in train images first');
  }
  const present = classIdsOf(images);
  const channels = store.classes.list().flatMap(({ id }) => (present.has(id) ? [id] : []));
  return { split, images, channels };
}

/** The split of an id, or the newest. */
export function splitOf(store: ProjectStore, splitId: string | null): Split {
  const split = splitId === null ? (store.splits.list().at(0) ?? null) : store.splits.find(splitId);
  if (split !== null) return split;
  throw new BlemishError('input', {
    subject: splitId === null ? store.place.file : `split ${splitId}`,
    problem: splitId === null ? 'The project has no split yet' : 'The project has no such split',
    remedy: 'Make a split first',
    advice: 'make-split',
  });
}

function isLearnt(subset: Subset | undefined): subset is LaidOutImage['subset'] {
  return subset === 'train' || subset === 'val' || subset === 'test';
}

function refused({ name }: Split, problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { subject: `split ${name}`, problem, remedy });
}

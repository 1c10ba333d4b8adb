import { m } from '#messages';
import type { AnnotationState } from '../../app/domain/annotation.ts';
import type { Subset } from '../../app/domain/split.ts';

export function stateName(state: AnnotationState): string {
  switch (state) {
    case 'unlabelled':
      return m.state_unlabelled();
    case 'in-progress':
      return m.state_in_progress();
    case 'labelled':
      return m.state_labelled();
    case 'reviewed':
      return m.state_reviewed();
  }
}

export function subsetName(subset: Subset): string {
  switch (subset) {
    case 'train':
      return m.subset_train();
    case 'val':
      return m.subset_val();
    case 'calibration':
      return m.subset_calibration();
    case 'test':
      return m.subset_test();
  }
}

/** One letter, where a name has no room. */
export function subsetLetter(subset: Subset): string {
  return { train: 'T', val: 'V', calibration: 'C', test: 'X' }[subset];
}

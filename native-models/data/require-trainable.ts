import { BlemishError } from '../../app/domain/errors.ts';
import type { Dataset } from './dataset.ts';

/**
 * Refuses a data set from which nothing can be learnt.
 *
 * @throws {BlemishError} 'input' where there is no train picture, no class but the background, or no labelled defect
 *   in the train subset.
 */
export function requireTrainable({ classes, items }: Dataset): void {
  const train = items.filter(({ subset }) => subset === 'train');
  if (train.length === 0) {
    throw untrainable(
      'No picture is in the train subset',
      'Give some rows of the split file the split train.',
    );
  }
  if (classes.length < 2) {
    throw untrainable('There is one class only, the background: no mask labels a defect', CHECK_MASKS);
  }
  if (!train.some(({ classPixels }) => classPixels.some((pixels, classId) => classId > 0 && pixels > 0))) {
    throw untrainable('No train picture has a labelled defect', CHECK_MASKS);
  }
}

const CHECK_MASKS =
  'Check the masks: binary ones need white pixels and a class column in the split file, ' +
  'indexed ones hold class ids from 1 to 254 (255 is ignored).';

function untrainable(problem: string, remedy: string): BlemishError {
  return new BlemishError('input', { problem, remedy });
}

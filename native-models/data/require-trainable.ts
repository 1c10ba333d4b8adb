import { BlemishError } from '../../app/domain/errors.ts';
import type { TrainingSettings } from '../../app/settings/training-settings.ts';
import type { Dataset } from './dataset.ts';

/**
 * Refuses a data set from which nothing can be learnt, or whose classes are not those the settings ask for.
 *
 * @throws {BlemishError} 'input', naming the split file, where there is no train picture, no class but the background,
 *   no labelled defect in the train subset, or `num_classes` or `class_names` say otherwise.
 */
export function requireTrainable(
  { splitFile, classes, items }: Dataset,
  model: Pick<TrainingSettings['model'], 'num_classes' | 'class_names'>,
): void {
  const refuse = (problem: string, remedy: string): never => {
    throw new BlemishError('input', { subject: splitFile, problem, remedy });
  };
  const train = items.filter(({ subset }) => subset === 'train');
  if (train.length === 0) {
    refuse('No picture is in the train subset', 'Give some rows of the split file the split train');
  }
  if (classes.length < 2) {
    refuse('There is one class only, the background: no mask labels a defect', CHECK_MASKS);
  }
  if (!train.some(({ classPixels }) => classPixels.some((pixels, classId) => classId > 0 && pixels > 0))) {
    refuse(`No train picture has a labelled defect (${classes.slice(1).join(', ')})`, CHECK_MASKS);
  }
  const { num_classes, class_names } = model;
  const listed = `${classes.length} classes (${classes.join(', ')})`;
  if (num_classes !== 'data' && num_classes !== classes.length) {
    refuse(
      `The data set has ${listed}, model.num_classes is ${num_classes}`,
      `Set model.num_classes to ${classes.length} or to data, or name all classes in model.class_names`,
    );
  }
  if (class_names !== 'data' && class_names.join() !== classes.join()) {
    refuse(
      `The data set was read with ${listed}, model.class_names is ${class_names.join(', ')}`,
      'Read it with model.class_names',
    );
  }
}

const CHECK_MASKS =
  'Check the masks: binary ones need white pixels and a class column in the split file, ' +
  'indexed ones hold class ids from 1 to 254 (255 is ignored)';

import type { Advice } from '../../app/domain/advice.ts';
import type { BlemishError } from '../../app/domain/errors.ts';

/** An error in one line, its remedy in the words of the command line. */
export function worded(error: BlemishError): string {
  return error.advice === undefined ? error.message : error.messageWith(REMEDIES[error.advice]);
}

const REMEDIES: Readonly<Record<Advice, string>> = {
  'make-split': 'Make one with: blemish split PROJECT',
  'train-first': 'See the runs with: blemish stats PROJECT; make one with: blemish train PROJECT',
  'choose-run': 'Choose another with --run',
  'choose-subset': 'Label some, or choose another with --subset',
  'choose-images': 'Import images, or choose others with --subset or --unlabelled',
  'find-moved-images': 'Put it back, or say where it is now with: blemish relink PROJECT --images DIR',
  'name-pictures': 'Import the pictures that it is of, or name their folder with --images',
  'check-images-path': 'Check the path given with --images',
  'check-table-path': 'Check the path given with --table, and that you may read it',
  'check-rules-path': 'Check the path given with --rules, and that you may read it',
  'check-classes-path': 'Check the path given with --classes, and that you may read it',
  'check-settings-path': 'Check the path given with --config, and that you may read it',
};

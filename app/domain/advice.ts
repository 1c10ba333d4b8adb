import { z } from 'zod';

/** What a person can do about an error, where a door has a way to it: a command, or a button. Each words it itself. */
export const adviceSchema = z.enum([
  'make-split',
  'train-first',
  'choose-run',
  'choose-subset',
  'choose-images',
  'find-moved-images',
  'name-pictures',
  'check-images-path',
  'check-table-path',
  'check-rules-path',
  'check-classes-path',
  'check-settings-path',
]);

export type Advice = z.infer<typeof adviceSchema>;

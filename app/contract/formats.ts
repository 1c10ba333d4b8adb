import { z } from 'zod';
import { FORMAT_NAMES } from '../formats/annotation-format.ts';
import { procedure } from './errors.ts';

/** Annotation formats. */
export const formats = {
  list: procedure.output(z.array(z.strictObject({ name: z.enum(FORMAT_NAMES), title: z.string() }))),
};

import { z } from 'zod';
import { userSettingsSchema } from '../settings/user-settings.ts';
import { procedure } from './errors.ts';

const { person, theme, language, keys, cacheMegabytes } = userSettingsSchema.shape;

/** What a person chooses. A default must not come in where nothing is given. */
const choicesSchema = z.strictObject({
  person: person.unwrap().optional(),
  theme: theme.unwrap().optional(),
  language: language.unwrap().optional(),
  keys: keys.unwrap().optional(),
  cacheMegabytes: cacheMegabytes.unwrap().optional(),
});

/** What a person has chosen, for all projects on this machine. */
export const settings = {
  get: procedure.output(
    z.strictObject({
      settings: userSettingsSchema,
      /** What a person should know of the file, e.g. that it was broken and put aside. */
      note: z.string().nullable(),
    }),
  ),
  /** Changes what is given. */
  update: procedure.input(choicesSchema).output(userSettingsSchema),
  forgetProject: procedure.input(z.strictObject({ file: z.string() })).output(userSettingsSchema),
};

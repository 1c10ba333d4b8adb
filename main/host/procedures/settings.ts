import { anytime } from './context.ts';

const os = anytime.settings;

export const settings = os.router({
  get: os.get.handler(({ context: { host } }) => ({
    settings: host.settings.value,
    note: host.settings.note,
  })),
  update: os.update.handler(
    ({ context: { host }, input: { person, theme, language, keys, cacheMegabytes } }) =>
      host.settings.update({
        ...(person !== undefined && { person }),
        ...(theme !== undefined && { theme }),
        ...(language !== undefined && { language }),
        ...(keys !== undefined && { keys }),
        ...(cacheMegabytes !== undefined && { cacheMegabytes }),
      }),
  ),
  forgetProject: os.forgetProject.handler(({ context: { host }, input }) => host.settings.forget(input.file)),
});

import { z } from 'zod';
import { procedure } from './errors.ts';

/** The host itself. */
export const system = {
  about: procedure.output(
    z.strictObject({
      version: z.string(),
      node: z.string(),
      /** E.g. "linux-x64". */
      platform: z.string(),
      cores: z.int().positive(),
      memoryBytes: z.int().positive(),
      freeBytes: z.int().nonnegative(),
    }),
  ),
  /** How many events of a stream have been read, so that the host sends more (client.ts does it). */
  acknowledge: procedure
    .input(z.strictObject({ stream: z.string().max(100), read: z.int().positive() }))
    .output(z.void()),
};

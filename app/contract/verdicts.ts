import { z } from 'zod';
import { idSchema } from '../domain/identifier.ts';
import { verdictSchema } from '../domain/verdict.ts';
import { procedure } from './errors.ts';

/** What reviewers said of images. */
export const verdicts = {
  /** The newest first. */
  ofImage: procedure.input(z.strictObject({ imageId: idSchema })).output(z.array(verdictSchema)),
  ofRun: procedure.input(z.strictObject({ runId: idSchema })).output(z.array(verdictSchema)),
  /** Of who acts; earlier ones stay, as what was said then. */
  add: procedure
    .input(verdictSchema.pick({ imageId: true, runId: true, verdict: true, note: true }))
    .output(verdictSchema),
};

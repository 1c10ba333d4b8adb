import { z } from 'zod';

/** On what a job computes. */
export const meansFields = {
  device: z.enum(['auto', 'cuda', 'dml', 'coreml', 'webgpu', 'cpu']),
  /** Null for one a core. */
  threads: z.int().positive().nullable(),
};

import { z } from 'zod';
import { DEVICES } from '../../native-models/engines/choose-device.ts';

/** On what a job computes. */
export const deviceFields = {
  device: z.enum([...DEVICES, 'auto']),
  /** Of the engine; null for one a core. */
  threads: z.int().positive().nullable(),
};

/** Pixels per millimetre along each axis; null where it is not known. */
export const scaleField = z
  .strictObject({ pxPerMmX: z.number().positive(), pxPerMmY: z.number().positive() })
  .nullable();

/** A job that may compute on the GPU has to have it to itself. */
export function mayUseGpu({ device }: { readonly device: string }): boolean {
  return device !== 'cpu';
}

/**
 * How long a worker may be busy with one piece of work without a sign of life, ms: a run of the engine blocks its
 * thread, and so does scoring a very large picture.
 */
export const LONG_PIECE_MS = 600_000;

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BlemishError } from '../../app/domain/errors.ts';
import { trainingSettingsSchema } from '../../app/settings/training-settings.ts';
import { EARLY_STOPPING_START, earlyStoppingStateSchema } from './early-stopping.ts';
import { writeFileAtomically } from '../files/write-atomic.ts';

const FORMAT = 'blemish-run/1';

/** How long a run is, decided once before its first step. */
const planSchema = z.strictObject({
  stepsPerEpoch: z.int().positive(),
  epochs: z.int().positive(),
  /** May end inside the last epoch where the run was given minutes. */
  totalSteps: z.int().positive(),
});

export type RunPlan = z.infer<typeof planSchema>;

const runSchema = z.strictObject({
  format: z.literal(FORMAT),
  settings: trainingSettingsSchema,
  plan: planSchema,
  classWeights: z.array(z.number()),
  /** Names and subsets of all pictures: a run goes on only with the data it began with. */
  dataFingerprint: z.string(),
  threads: z.int().positive(),
});

/** What a run was started with; enough to repeat it. */
export type RunRecord = Omit<z.infer<typeof runSchema>, 'format'>;

const progressSchema = z.strictObject({
  step: z.int().nonnegative(),
  updates: z.int().nonnegative(),
  bestEpoch: z.int().nonnegative(),
  bestScore: z.number().nullable(),
  earlyStopping: earlyStoppingStateSchema,
  lossScale: z.number().positive(),
  finished: z.boolean(),
});

/** Where a run stands; stored with each checkpoint. */
export type Progress = z.infer<typeof progressSchema>;

export const START: Progress = {
  step: 0,
  updates: 0,
  bestEpoch: 0,
  bestScore: null,
  earlyStopping: EARLY_STOPPING_START,
  lossScale: 1,
  finished: false,
};

export async function writeRunRecord(folder: string, record: RunRecord): Promise<void> {
  const text = JSON.stringify({ format: FORMAT, ...record }, null, 2);
  await writeFileAtomically(path.join(folder, 'run.json'), text);
}

export async function readRunRecord(folder: string): Promise<RunRecord> {
  const file = path.join(folder, 'run.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new BlemishError('input', {
      subject: file,
      problem: 'there is no run to resume',
      remedy: 'Give the --out folder of a stopped run, or leave out --resume',
      cause,
    });
  });
  return parsed(runSchema, text, file);
}

/** Progress travels in the metadata of last.safetensors, so that it can never belong to other weights. */
export function progressMetadata(progress: Progress): Record<string, string> {
  return { progress: JSON.stringify(progress) };
}

export function readProgress(metadata: Readonly<Record<string, string>>, file: string): Progress {
  return parsed(progressSchema, 'progress' in metadata ? metadata.progress : 'null', file);
}

function parsed<T>(schema: z.ZodType<T>, text: string, file: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new BlemishError('input', {
      subject: file,
      problem: 'the record of the run is damaged or of another version',
      remedy: 'Train again into another folder',
      cause,
    });
  }
}
